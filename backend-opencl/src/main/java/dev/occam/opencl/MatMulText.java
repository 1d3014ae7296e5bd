package dev.occam.opencl;

import dev.occam.device.Affine;
import dev.occam.device.Instruction.Load;
import dev.occam.device.MatMul;
import dev.occam.device.Program;
import dev.occam.device.View;
import java.util.ArrayList;
import java.util.List;

/** Kernels for matrix products. Each value is a chain of fused multiply-adds over k, ascending from 0, as everywhere. */
final class MatMulText {
    /** Products with fewer multiplications are not worth the packing of their operands. */
    private static final long SMALL = 1 << 15;

    private static final int FEW_ROWS = 4;
    private static final int FEW_FOR_GROUPS = 8;

    private MatMulText() {}

    static KernelText of(MatMul matMul, Target target) {
        Lines lines = new Lines(matMul.epilogue());
        Signature signature = Signature.of(lines, matMul);
        if (lines.live().isEmpty() || matMul.epilogue().rows() == 0) {
            return Source.nothing(signature);
        }
        if (isPlain(matMul, target)) {
            return plain(matMul, lines, target, signature);
        }
        return target.grouped()
                ? new GroupTileText(matMul, lines, target, signature).write()
                : new TileText(matMul, lines, target, signature).write();
    }

    private static boolean isPlain(MatMul matMul, Target target) {
        if (target.grouped()) {
            return Math.min(matMul.k(), Math.min(matMul.m(), matMul.n())) < FEW_FOR_GROUPS;
        }
        return matMul.m() < FEW_ROWS || (long) matMul.m() * matMul.n() * matMul.k() <= SMALL;
    }

    private static KernelText plain(MatMul matMul, Lines lines, Target target, Signature signature) {
        Lines operands = new Lines(operands(matMul));
        int block = Math.max(target.width(), FlatText.BLOCK * 8 / (8 + matMul.k()));
        int axes = matMul.epilogue().space().size();
        return new FlatText(
                        lines,
                        target,
                        signature,
                        (source, width) -> {
                            Text text = source.text();
                            String type = Functions.type("float", width);
                            text.line("%s product = 0.0f;", type);
                            for (int axis = 0; axis < matMul.inner().size(); axis++) {
                                String name = "i" + (axes + axis);
                                int size = matMul.inner().get(axis);
                                text.open("for (int %s = 0; %s < %d; %s++)", name, name, size, name);
                            }
                            Body body = new Body(text, operands, source.functions(), width, axes - 1);
                            body.write(List.of(0, 1));
                            text.line("product = fma(%s, %s, product);", body.widened(0), body.widened(1));
                            text.close(matMul.inner().size());
                        },
                        block)
                .write();
    }

    /** Loads of A and B over the axes [b, rows…, columns…, inner…]. */
    private static Program operands(MatMul matMul) {
        int rows = matMul.rows().size();
        int columns = matMul.columns().size();
        int inner = matMul.inner().size();
        List<Integer> space = new ArrayList<>(matMul.epilogue().space());
        space.addAll(matMul.inner());
        int[] left = new int[space.size()];
        int[] right = new int[space.size()];
        for (int axis = 1; axis <= rows; axis++) {
            left[axis] = axis;
            right[axis] = -1;
        }
        for (int axis = 0; axis < columns; axis++) {
            left[1 + rows + axis] = -1;
            right[1 + rows + axis] = 1 + inner + axis;
        }
        for (int axis = 0; axis < inner; axis++) {
            left[1 + rows + columns + axis] = 1 + rows + axis;
            right[1 + rows + columns + axis] = 1 + axis;
        }
        return new Program(
                "operands",
                space,
                0,
                List.of(
                        new Load(matMul.leftBuffer(), over(matMul.left(), left)),
                        new Load(matMul.rightBuffer(), over(matMul.right(), right))));
    }

    /** A view over other axes: for each of them the axis of the view, or -1 where the view does not vary. */
    private static View over(View view, int... axes) {
        List<View.Bound> bounds = view.bounds().stream()
                .map(bound -> new View.Bound(over(bound.value(), axes), bound.size()))
                .toList();
        return new View(over(view.element(), axes), bounds);
    }

    private static Affine over(Affine affine, int... axes) {
        List<Integer> strides = java.util.Arrays.stream(axes)
                .mapToObj(axis -> axis < 0 ? 0 : affine.strides().get(axis))
                .toList();
        return new Affine(affine.offset(), strides);
    }
}
