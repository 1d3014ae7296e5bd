package dev.occam.testkit;

import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Role;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.Arrays;
import java.util.Random;

/** Whether no point close by or far away is better than the proximal step, by the definition argmin ½‖x−v‖²/p + φ(x). */
final class ProximalCheck {
    private static final double[] SIZES = {1, 0.1, 1e-2, 1e-3, 1e-4};

    private final FixedSite site;
    private final Tensor v;
    private final Tensor stepSize;
    private final Tensor prox;
    private final Tensor penalty;
    private final Random random = new Random(5);

    ProximalCheck(Regularizer rule, Shape weights) {
        site = new FixedSite(Role.WEIGHT, weights);
        v = Tensor.input("v", weights);
        stepSize = Tensor.input("p", weights);
        prox = rule.prox(v, stepSize, site);
        penalty = rule.proxPenalty(v, site);
    }

    void check(boolean separable) {
        for (double scale : new double[] {1e-3, 0.1, 1, 30}) {
            double[] start = random.doubles(v.shape().elements(), -scale, scale).toArray();
            start[0] = 0;
            check(start, constant(0.1));
            check(start, constant(2));
            if (separable) {
                check(start, random.doubles(start.length, 0.01, 3).toArray());
            }
        }
    }

    private void check(double[] start, double[] p) {
        double[] best = Reference.value(
                prox, site.bindings().input(v, start).input(stepSize, p).build());
        double least = objective(best, start, p);
        compare(least, start, start, p, "where it started");
        compare(least, new double[start.length], start, p, "0");
        for (int coordinate = 0; coordinate < start.length; coordinate++) {
            double[] zeroed = best.clone();
            zeroed[coordinate] = 0;
            compare(least, zeroed, start, p, "with coordinate " + coordinate + " at 0");
            for (double size : SIZES) {
                for (int sign = -1; sign <= 1; sign += 2) {
                    double[] moved = best.clone();
                    moved[coordinate] += sign * size;
                    compare(least, moved, start, p, "with coordinate " + coordinate + " moved by " + sign * size);
                }
            }
        }
        for (double size : SIZES) {
            double[] moved = Arrays.stream(best)
                    .map(x -> x + size * random.nextGaussian())
                    .toArray();
            compare(least, moved, start, p, "moved at random by about " + size);
        }
    }

    private void compare(double least, double[] other, double[] start, double[] p, String where) {
        double found = objective(other, start, p);
        if (!(least <= found + 1e-12 * (1 + Math.abs(found)))) {
            throw new AssertionError(
                    "the proximal step does not minimise ½‖x−v‖²/p + φ(x): there it is %s, but %s it is %s with v %s and p %s"
                            .formatted(least, where, found, Arrays.toString(start), Arrays.toString(p)));
        }
    }

    private double objective(double[] x, double[] start, double[] p) {
        double distance = 0;
        for (int i = 0; i < x.length; i++) {
            distance += (x[i] - start[i]) * (x[i] - start[i]) / p[i];
        }
        return distance / 2
                + Reference.value(penalty, site.bindings().input(v, x).build())[0];
    }

    private double[] constant(double value) {
        double[] all = new double[v.shape().elements()];
        Arrays.fill(all, value);
        return all;
    }
}
