package dev.occam.testkit;

import dev.occam.plugin.Role;
import dev.occam.plugin.Site;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A site, and a step, for tests of formulas: the first step of a run with batches of 32 out of 1000 examples and a learning
 * rate of 0.1.
 *
 * <pre>{@code
 * FixedSite site = new FixedSite(Role.WEIGHT, w.shape());
 * double[] penalty = Reference.value(rule.penalty(w, site), site.bindings().input(w, 1, 2, 3).build());
 * }</pre>
 */
public final class FixedSite implements Site {
    private final Role role;
    private final Tensor initial;
    private final Tensor learningRate = Tensor.scalar("learning rate");
    private final Tensor number = Tensor.scalar("step");
    private final int batchSize;
    private final int trainingSize;
    private final List<Tensor> draws = new ArrayList<>();
    private final Deque<Integer> given = new ArrayDeque<>();

    /** A site for weights of this role and shape, which started at 0. */
    public FixedSite(Role role, Shape shape) {
        this(role, shape, 32, 1000);
    }

    /** A site in a run of this size. */
    FixedSite(Role role, Shape shape, int batchSize, int trainingSize) {
        this.role = role;
        this.initial = Tensor.input("initial", shape);
        this.batchSize = batchSize;
        this.trainingSize = trainingSize;
    }

    /** The same site; what it draws next are the random numbers of these sites. */
    FixedSite drawing(List<Integer> sites) {
        given.clear();
        given.addAll(sites);
        return this;
    }

    /** Whether these random numbers were drawn here. */
    boolean drew(Tensor random) {
        return draws.stream().anyMatch(draw -> draw == random);
    }

    /** What formulas of this site need: learning rate 0.1, step 1, seed 1 and initial weights 0; add to it or change it. */
    public Bindings.Builder bindings() {
        return Bindings.builder()
                .scalar(learningRate, 0.1)
                .scalar(number, 1)
                .input(initial, new double[initial.shape().elements()])
                .seed(1)
                .step(1);
    }

    @Override
    public Role role() {
        return role;
    }

    @Override
    public Tensor initial() {
        return initial;
    }

    @Override
    public Tensor learningRate() {
        return learningRate;
    }

    @Override
    public double maxLearningRate() {
        return 0.1;
    }

    @Override
    public Tensor number() {
        return number;
    }

    @Override
    public Tensor uniform(Shape shape) {
        int number = given.isEmpty() ? draws.size() : given.remove();
        draws.add(Tensor.random(number, shape));
        return draws.get(draws.size() - 1);
    }

    @Override
    public int batchSize() {
        return batchSize;
    }

    @Override
    public int trainingSize() {
        return trainingSize;
    }

    @Override
    public int stepsPerEpoch() {
        return (trainingSize + batchSize - 1) / batchSize;
    }
}
