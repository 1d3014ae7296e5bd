package dev.occam.engine.train;

import java.util.Locale;

/** One update of one weight matrix or bias, by hand: optimizers as PyTorch's documentation gives them, rules by their formulas. */
final class DoubleStep {
    private final String optimizer;
    private final double rate;
    private final String rule;
    private final double strength;
    private final int rows;
    private final double[] initial;
    private final double[] first;
    private final double[] second;

    /** @param rule empty for a weight that no rule acts on */
    DoubleStep(String optimizer, double rate, String rule, double strength, int rows, double[] initial) {
        this.optimizer = optimizer;
        this.rate = rate;
        this.rule = rule;
        this.strength = strength;
        this.rows = rows;
        this.initial = initial.clone();
        first = new double[initial.length];
        second = new double[initial.length];
    }

    void update(double[] w, double[] dataGradient, int step) {
        for (int i = 0; i < w.length; i++) {
            double g = dataGradient[i];
            if (rule.equals("l2")) {
                g += strength * w[i];
            } else if (rule.equals("l2-sp")) {
                g += strength * (w[i] - initial[i]);
            }
            double[] update = optimizerStep(i, g, step);
            double next = w[i] - update[0];
            if (rule.equals("decoupled-decay")) {
                next -= rate * strength * w[i];
            } else if (rule.equals("l1") || rule.equals("elastic-net")) {
                double threshold = update[1] * strength;
                next = Math.signum(next) * Math.max(Math.abs(next) - threshold, 0);
                if (rule.equals("elastic-net")) {
                    next /= 1 + update[1] * 2 * strength;
                }
            }
            w[i] = next;
        }
        if (rule.equals("max-norm")) {
            limit(w);
        }
    }

    /** The update and the step size of a coordinate. */
    private double[] optimizerStep(int i, double g, int step) {
        return switch (optimizer.toLowerCase(Locale.ROOT)) {
            case "sgd" -> new double[] {rate * g, rate};
            case "momentum" -> {
                first[i] = 0.9 * first[i] + g;
                yield new double[] {rate * first[i], rate};
            }
            case "nesterov" -> {
                first[i] = 0.9 * first[i] + g;
                yield new double[] {rate * (g + 0.9 * first[i]), rate};
            }
            case "adam" -> {
                first[i] = 0.9 * first[i] + 0.1 * g;
                second[i] = 0.999 * second[i] + 0.001 * g * g;
                double denominator = Math.sqrt(second[i] / (1 - Math.pow(0.999, step))) + 1e-8;
                double mean = first[i] / (1 - Math.pow(0.9, step));
                yield new double[] {rate * mean / denominator, rate / denominator};
            }
            case "rmsprop" -> {
                second[i] = 0.99 * second[i] + 0.01 * g * g;
                yield scaled(g, Math.sqrt(second[i]) + 1e-8);
            }
            case "adagrad" -> {
                second[i] += g * g;
                yield scaled(g, Math.sqrt(second[i]) + 1e-10);
            }
            default -> throw new IllegalArgumentException(optimizer);
        };
    }

    private double[] scaled(double g, double denominator) {
        return new double[] {rate * g / denominator, rate / denominator};
    }

    private void limit(double[] w) {
        int columns = w.length / rows;
        for (int row = 0; row < rows; row++) {
            double squares = 0;
            for (int j = 0; j < columns; j++) {
                squares += w[row * columns + j] * w[row * columns + j];
            }
            double norm = Math.sqrt(squares);
            for (int j = 0; norm > strength && j < columns; j++) {
                w[row * columns + j] *= strength / norm;
            }
        }
    }
}
