package dev.occam.cpu;

import dev.occam.device.Affine;
import dev.occam.device.View;
import java.util.Arrays;
import java.util.List;

/** Packs an operand whose view has bounds; 0 outside. */
final class GuardedPacker implements Packer {
    private final float[] data;
    private final Affine element;
    private final List<View.Bound> bounds;
    private final int batch;
    private final int outerAxis;
    private final int depthAxis;

    /**
     * @param outerAxis the axis of the view that is not summed over
     * @param depthAxis the axis that is
     */
    GuardedPacker(float[] data, View view, int batch, int outerAxis, int depthAxis) {
        this.data = data;
        this.element = view.element();
        this.bounds = view.bounds();
        this.batch = batch;
        this.outerAxis = outerAxis;
        this.depthAxis = depthAxis;
    }

    @Override
    public void pack(int first, int count, int width, int firstDepth, int depth, float[] target, int targetOffset) {
        int panels = (count + width - 1) / width;
        Arrays.fill(target, targetOffset, targetOffset + panels * width * depth, 0f);
        for (int i = 0; i < count; i++) {
            packOuter(
                    first + i, width, firstDepth, depth, target, targetOffset + i / width * width * depth + i % width);
        }
    }

    private void packOuter(int outer, int width, int firstDepth, int depth, float[] target, int to) {
        int low = 0;
        int high = depth;
        for (int g = 0; g < bounds.size(); g++) {
            View.Bound bound = bounds.get(g);
            int value = at(bound.value(), outer, firstDepth);
            int stride = bound.value().strides().get(depthAxis);
            low = Math.max(low, Inside.first(value, stride, bound.size()));
            high = Math.min(high, Inside.end(value, stride, bound.size()));
        }
        int stride = element.strides().get(depthAxis);
        int from = at(element, outer, firstDepth);
        for (int k = low; k < high; k++) {
            target[to + k * width] = data[from + k * stride];
        }
    }

    private int at(Affine value, int outer, int k) {
        List<Integer> strides = value.strides();
        return value.offset() + batch * strides.get(0) + outer * strides.get(outerAxis) + k * strides.get(depthAxis);
    }
}
