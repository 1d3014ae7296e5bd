package dev.occam.engine.formula;

import dev.occam.tensor.Reduction;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Random formulas over small tensors: views, broadcasts, reductions, products and element-wise work, mixed. */
public final class RandomFormulas {
    private final SplittableRandom random;
    private final List<Tensor> nodes = new ArrayList<>();
    private final Map<Tensor, float[]> inputs = new LinkedHashMap<>();
    private final boolean smooth;

    /**
     * A source of formulas.
     *
     * @param smooth whether every operation has a derivative almost everywhere, and values stay moderate
     */
    public RandomFormulas(long seed, boolean smooth) {
        random = new SplittableRandom(seed);
        this.smooth = smooth;
        int count = 2 + random.nextInt(2);
        for (int i = 0; i < count; i++) {
            nodes.add(input("x" + i, shape(1 + random.nextInt(3))));
        }
    }

    public Map<Tensor, float[]> inputs() {
        return inputs;
    }

    /** The last of this many random steps. */
    public Tensor next(int steps) {
        Tensor last = nodes.get(0);
        for (int i = 0; i < steps; i++) {
            last = step();
            nodes.add(last);
        }
        return last;
    }

    private Tensor step() {
        Tensor x = pick();
        int rank = x.shape().rank();
        return switch (random.nextInt(smooth ? 17 : 20)) {
            case 0 -> x.tanh();
            case 1 -> x.mul(0.5).exp().min(Tensor.constant(3));
            case 2 -> x.square().add(0.5).sqrt();
            case 3 -> x.abs().add(0.7).log();
            case 4 -> x.add(partner(x));
            case 5 -> x.mul(partner(x));
            case 6 -> x.div(partner(x).square().add(1));
            case 7 -> x.max(partner(x));
            case 8 -> partner(x).lt(x).select(x, partner(x));
            case 9 -> rank == 0 ? x.neg() : x.sum(random.nextInt(rank));
            case 10 -> rank == 0 ? x.sub(1) : x.reduce(Reduction.MAX, random.nextInt(rank));
            case 11 -> rank < 2 ? x.unsqueeze(0) : x.transpose();
            case 12 -> rank == 0 ? x : x.pad(random.nextInt(rank), random.nextInt(3), random.nextInt(3));
            case 13 -> slice(x);
            case 14 -> windows(x);
            case 15 -> rank < 2 ? x.unsqueeze(rank) : x.matmul(matrix(x));
            case 16 -> x.reshape(Shape.of(x.shape().elements()));
            case 17 -> x.floor();
            case 18 -> x.lt(partner(x));
            default -> x.add(Tensor.random(random.nextInt(1000), x.shape()));
        };
    }

    private Tensor slice(Tensor x) {
        if (x.shape().rank() == 0) {
            return x;
        }
        int axis = random.nextInt(x.shape().rank());
        int start = random.nextInt(x.shape().size(axis));
        return x.slice(axis, start, start + 1 + random.nextInt(x.shape().size(axis) - start));
    }

    private Tensor windows(Tensor x) {
        if (x.shape().rank() == 0 || x.shape().rank() > 3) {
            return x.sum();
        }
        int axis = random.nextInt(x.shape().rank());
        int size = 1 + random.nextInt(Math.min(3, x.shape().size(axis)));
        int dilation = size > 1 && (size - 1) * 2 + 1 <= x.shape().size(axis) ? 1 + random.nextInt(2) : 1;
        return x.windows(axis, size, 1 + random.nextInt(3), dilation);
    }

    /** Something that a tensor of two axes or more can be multiplied by. */
    private Tensor matrix(Tensor x) {
        int inner = x.shape().size(x.shape().rank() - 1);
        for (Tensor node : nodes) {
            if (node.shape().rank() == 2 && node.shape().size(0) == inner && random.nextBoolean()) {
                return node;
            }
        }
        return input("m" + inputs.size(), Shape.of(inner, 1 + random.nextInt(5)));
    }

    /** Something that a tensor can be combined with, often narrower. */
    private Tensor partner(Tensor x) {
        for (int attempt = 0; attempt < 5; attempt++) {
            Tensor node = pick();
            if (node.shape().equals(x.shape())) {
                return node;
            }
        }
        List<Integer> sizes = new ArrayList<>();
        int from = x.shape().rank() == 0 ? 0 : random.nextInt(x.shape().rank());
        for (int axis = from; axis < x.shape().rank(); axis++) {
            sizes.add(random.nextInt(3) == 0 ? 1 : x.shape().size(axis));
        }
        return input("p" + inputs.size(), new Shape(sizes));
    }

    private Tensor pick() {
        for (int attempt = 0; attempt < 20; attempt++) {
            Tensor node = nodes.get(Math.max(0, nodes.size() - 1 - random.nextInt(Math.min(6, nodes.size()))));
            if (node.shape().elements() <= 400 && node.shape().rank() <= 4) {
                return node;
            }
        }
        return nodes.get(0);
    }

    private Shape shape(int rank) {
        int[] sizes = new int[rank];
        for (int axis = 0; axis < rank; axis++) {
            sizes[axis] = 1 + random.nextInt(5);
        }
        return Shape.of(sizes);
    }

    private Tensor input(String name, Shape shape) {
        Tensor input = Tensor.input(name, shape);
        float[] values = new float[shape.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextDouble() * 4 - 2);
        }
        inputs.put(input, values);
        return input;
    }
}
