package dev.occam.engine.tune;

import dev.occam.Choice;
import dev.occam.RegularizerChoice;
import dev.occam.TrainingSpec;
import dev.occam.catalog.OptionSchema;
import dev.occam.engine.rule.Hook;
import dev.occam.engine.rule.Rule;
import dev.occam.engine.train.TrainingSetup;
import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Require;
import dev.occam.plugin.Unit;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A chosen run, made ready for more data than its trials had.
 *
 * <p>More rows make more steps an epoch, and a decoupled rule acts in every step. What a trial has found is how long weights
 * remember, τ = 1/(ηλ) steps, counted in epochs (Wang and Aitchison 2024): so λ shrinks as the steps grow. A coupled λ stands
 * beside the mean loss, whatever the number of rows, and stays.
 *
 * @param notes what is different from the trial, a sentence each
 */
record FinalSpec(TrainingSpec spec, List<String> notes) {
    private static final MathContext DIGITS = new MathContext(6);

    FinalSpec {
        notes = List.copyOf(notes);
    }

    /**
     * @param trial the chosen run on a part of the data
     * @param keptEpoch the epoch whose weights were kept, on average
     * @param trialRows rows that the trials had
     * @param rows that there are now
     */
    static FinalSpec of(TrainingSetup trial, int keptEpoch, double trialRows, int rows) {
        List<String> notes = new ArrayList<>();
        TrainingSpec spec = trial.spec();
        boolean chosenByValidation = spec.earlyStopping().isPresent() || spec.keepBest();
        int epochs = chosenByValidation ? keptEpoch : spec.epochs();
        if (chosenByValidation) {
            notes.add("Nothing is held out here to stop by: %d epochs, the mean of those that the trials kept."
                    .formatted(epochs));
        }
        double before = steps(spec, trialRows);
        double now = steps(spec, rows);
        List<RegularizerChoice> rules = new ArrayList<>(spec.regularizers());
        if (before != now) {
            for (Rule rule : trial.rules()) {
                scaled(rule, before / now).ifPresent(lambda -> {
                    rules.set(rule.number(), with(rules.get(rule.number()), lambda));
                    notes.add(note(rule, lambda, trial.facts().maxLearningRate(), before, now, trialRows, rows));
                });
            }
        }
        return new FinalSpec(with(spec, rules, epochs), notes);
    }

    private static double steps(TrainingSpec spec, double rows) {
        double batch = Math.min(spec.batch().orElse(Integer.MAX_VALUE), rows);
        return Math.ceil(rows / batch);
    }

    /** λ for the same timescale in epochs, where the rule decays and λ does not say so itself. */
    private static Optional<Double> scaled(Rule rule, double factor) {
        Map<String, Object> options = OptionSchema.values(rule.regularizer());
        if (!Hook.DECAY.isOverriddenBy(rule.regularizer()) || !(options.get("lambda") instanceof Double lambda)) {
            return Optional.empty();
        }
        String unit = unit(options);
        if (lambda == 0 || unit.equals(Unit.TIMESCALE_EPOCHS.text())) {
            return Optional.empty();
        }
        double exact = unit.equals(Unit.TIMESCALE_STEPS.text()) ? lambda / factor : lambda * factor;
        return Optional.of(new BigDecimal(exact).round(DIGITS).doubleValue());
    }

    private static String unit(Map<String, Object> options) {
        return String.valueOf(options.getOrDefault("unit", Unit.PER_LR.text()))
                .toLowerCase(Locale.ROOT)
                .replace('_', '-');
    }

    private static String note(
            Rule rule, double lambda, double rate, double before, double now, double trialRows, int rows) {
        Map<String, Object> options = OptionSchema.values(rule.regularizer());
        double old = (Double) options.get("lambda");
        String timescale = unit(options).equals(Unit.PER_LR.text())
                ? String.format(Locale.ROOT, ", 1/(lr*lambda) = %.3g epochs,", 1 / (rate * old * before))
                : "";
        return String.format(
                Locale.ROOT,
                "%s: lambda %s instead of %s, because %,d rows instead of %,.0f make %.0f steps an epoch instead of %.0f"
                        + " and the time in which weights forget%s must stay.",
                rule.label(),
                Require.text(lambda),
                Require.text(old),
                rows,
                trialRows,
                now,
                before,
                timescale);
    }

    private static RegularizerChoice with(RegularizerChoice rule, double lambda) {
        Choice<Regularizer> choice = rule.regularizer();
        if (choice instanceof Choice.Named<Regularizer> named) {
            Map<String, Object> options = new LinkedHashMap<>(named.options());
            options.put("lambda", lambda);
            choice = Choice.of(named.name(), options);
        }
        return new RegularizerChoice(choice, rule.on(), rule.after(), rule.schedule());
    }

    private static TrainingSpec with(TrainingSpec spec, List<RegularizerChoice> rules, int epochs) {
        return new TrainingSpec(
                spec.data(),
                spec.model(),
                spec.loss(),
                spec.optimizer(),
                rules,
                spec.strategies(),
                spec.schedule(),
                epochs,
                spec.batch(),
                0,
                Optional.empty(),
                false,
                spec.clipping(),
                spec.shuffle(),
                spec.seed(),
                spec.backend(),
                spec.threads(),
                spec.init());
    }
}
