package dev.occam.regularizer;

import dev.occam.plugin.Regularizer;
import dev.occam.testkit.RegularizerContract;
import java.util.Optional;
import java.util.function.DoubleFunction;

/** The contract for a rule with one strength. */
abstract class RuleContract implements RegularizerContract {
    private final DoubleFunction<Regularizer> rule;

    RuleContract(DoubleFunction<Regularizer> rule) {
        this.rule = rule;
    }

    @Override
    public Regularizer plugin() {
        return rule.apply(0.3);
    }

    @Override
    public Optional<Regularizer> zero() {
        return Optional.of(rule.apply(0));
    }
}
