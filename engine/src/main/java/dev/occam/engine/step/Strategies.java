package dev.occam.engine.step;

import dev.occam.plugin.Strategy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The strategies of a run; those of strength 0 are not among them. */
public record Strategies(
        Optional<Strategy.Mixup> mixup,
        Optional<Strategy.Sam> sam,
        Optional<Strategy.Ema> ema,
        Optional<Strategy.Swa> swa) {
    public static final Strategies NONE = of(List.of());

    /** Those of this list that do something; each kind at most once, see {@link #problems}. */
    public static Strategies of(List<Strategy> strategies) {
        return new Strategies(
                active(strategies, Strategy.Mixup.class),
                active(strategies, Strategy.Sam.class),
                active(strategies, Strategy.Ema.class),
                active(strategies, Strategy.Swa.class));
    }

    private static <S extends Strategy> Optional<S> active(List<Strategy> strategies, Class<S> kind) {
        return strategies.stream()
                .filter(Strategy::isActive)
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst();
    }

    /** What cannot work, a sentence or two each. */
    public static List<String> problems(List<Strategy> strategies) {
        List<String> problems = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (Strategy strategy : strategies) {
            if (!names.add(strategy.name())) {
                problems.add("strategies: %s is there twice; keep one.".formatted(strategy.name()));
            }
        }
        if (names.contains("ema") && names.contains("swa")) {
            problems.add(
                    "strategies: ema and swa both average the weights, and only one average can be saved; keep one of them.");
        }
        return problems;
    }

    /** All of them. */
    public List<Strategy> all() {
        return Stream.<Optional<? extends Strategy>>of(mixup, sam, ema, swa)
                .<Strategy>flatMap(Optional::stream)
                .toList();
    }

    /** Whether averages of the weights are kept. */
    public boolean averages() {
        return ema.isPresent() || swa.isPresent();
    }

    /** Whether the averages are what is evaluated and saved after this epoch. */
    public boolean isAveraged(int epoch, int epochs) {
        return ema.isPresent()
                || swa.filter(each -> epoch >= each.firstEpoch(epochs)).isPresent();
    }

    /** What each does, a line each, beginning with its name. */
    public List<String> lines(int epochs) {
        List<String> lines = new ArrayList<>();
        mixup.ifPresent(
                each -> lines.add("mixup: each batch is mixed with itself in another order, inputs and targets alike,"
                        + " by a share from Beta(%s, %s)".formatted(each.alpha(), each.alpha())));
        sam.ifPresent(each -> lines.add(
                "sam: the gradient is taken %s up the slope of the data loss; coupled penalties keep their gradient at w"
                        .formatted(each.rho())));
        ema.ifPresent(each ->
                lines.add("ema: averages of the weights, each step counting %s of the next, are evaluated and saved"
                        .formatted(each.decay())));
        swa.ifPresent(each ->
                lines.add("swa: the equal average of the weights of epochs %d to %d is evaluated and saved%s"
                        .formatted(
                                each.firstEpoch(epochs),
                                epochs,
                                each.lr() > 0 ? "; their learning rate is " + each.lr() : "")));
        return lines;
    }
}
