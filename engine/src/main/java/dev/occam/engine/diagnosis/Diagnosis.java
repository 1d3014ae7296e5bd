package dev.occam.engine.diagnosis;

import dev.occam.EpochReport;
import dev.occam.Finding;
import dev.occam.engine.diagnosis.Evidence.Enlarged;
import dev.occam.engine.diagnosis.Evidence.Neutral;
import dev.occam.engine.diagnosis.Evidence.Stop;
import dev.occam.engine.diagnosis.Evidence.Units;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What most likely is not as it was meant, with the figures that say so. Losses are judged by what a constant prediction
 * loses, and differences by their interval, so that runs on few examples stay quiet.
 */
public final class Diagnosis {
    /** A gap that matters, in losses of a constant prediction. */
    private static final double WIDE_GAP = 0.1;

    /** A model that learnt next to nothing, in losses of a constant prediction. */
    private static final double LITTLE_BETTER = 0.9;

    /** A rule that takes part in the step. */
    private static final double NOTABLE_SHARE = 0.1;

    /** A rule that makes most of the step. */
    private static final double MOST = 0.7;

    /** What larger weights must bring, as a fraction of the loss. */
    private static final double NOTABLE_GAIN = 0.05;

    /** Silent units that cost something: a quarter of them is common in small networks that do well. */
    private static final double MANY_SILENT = 0.4;

    private static final int FEWEST_EPOCHS = 4;

    private final Evidence evidence;

    private Diagnosis(Evidence evidence) {
        this.evidence = evidence;
    }

    /** All findings, the most telling first; none for a run as it should be. */
    public static List<Finding> of(Evidence evidence) {
        Diagnosis diagnosis = new Diagnosis(evidence);
        List<Finding> findings = new ArrayList<>();
        Optional<Finding> late = diagnosis.decayThatOutlastsLearning();
        late.ifPresent(findings::add);
        if (late.isEmpty()) {
            diagnosis.overRegularized().ifPresent(findings::add);
        }
        diagnosis.underRegularized().ifPresent(findings::add);
        if (!diagnosis.learntNothing()) {
            diagnosis.silentUnits().ifPresent(findings::add);
        }
        diagnosis.neutralisedDecay().ifPresent(findings::add);
        diagnosis.stoppedFirst().ifPresent(findings::add);
        return findings;
    }

    private Optional<Finding> underRegularized() {
        if (evidence.validation().isEmpty()) {
            return Optional.empty();
        }
        Losses train = evidence.train();
        Losses validation = evidence.validation().get();
        double gap = validation.mean() - train.mean();
        double margin = validation.marginTo(train);
        if (!(gap - margin > WIDE_GAP * evidence.constantLoss())) {
            return Optional.empty();
        }
        return Optional.of(
                new Finding(
                        "under-regularized",
                        "The model fits the training part much better than the validation part.",
                        text(
                                "The data loss is %s on the training part and %s on the validation part: a gap of %s ± %s (95 %%), where"
                                        + " a constant prediction loses %s.%s",
                                number(train.mean()),
                                number(validation.mean()),
                                number(gap),
                                number(margin),
                                number(evidence.constantLoss()),
                                rise()),
                        "Try stronger rules (lambda times 3 or 10, dropout), more data or a smaller model, and early stopping."));
    }

    private String rise() {
        Optional<EpochReport> least = evidence.history().stream()
                .filter(epoch -> epoch.validation().isPresent())
                .min(Comparator.comparingDouble(
                        epoch -> epoch.validation().orElseThrow().loss()));
        return least.filter(epoch -> epoch.epoch() < evidence.last().epoch())
                .map(epoch -> text(
                        " On the validation part it was least in epoch %d (%s).",
                        epoch.epoch(), number(epoch.validation().orElseThrow().loss())))
                .orElse("");
    }

    private Optional<Finding> overRegularized() {
        if (evidence.largestShare() < NOTABLE_SHARE) {
            return Optional.empty();
        }
        String rules = String.join(" and ", evidence.shrinking());
        String share = text("the part of %s in the last step is %s of it", rules, percent(evidence.largestShare()));
        String remedy = text("Try a weaker %s: lambda divided by 3 or 10.", rules);
        double train = evidence.train().mean();
        if (learntNothing()) {
            return Optional.of(new Finding(
                    "over-regularized",
                    "The rules leave a model that is hardly better than a constant prediction.",
                    text(
                            "The data loss is %s on the training part, where a constant prediction loses %s; %s.",
                            number(train), number(evidence.constantLoss()), share),
                    remedy));
        }
        return evidence.enlarged().filter(this::helps).map(enlarged -> {
            double before = evidence.validation().orElseThrow().mean();
            return new Finding(
                    "over-regularized",
                    "The rules keep the weights smaller than is good for the validation part.",
                    text(
                            "Weights %s times as large lower its data loss from %s by %s ± %s (95 %%); %s.",
                            number(enlarged.factor()),
                            number(before),
                            number(enlarged.gain().mean()),
                            number(enlarged.gain().margin()),
                            share),
                    remedy);
        });
    }

    private boolean learntNothing() {
        return evidence.train().mean() >= LITTLE_BETTER * evidence.constantLoss();
    }

    private boolean helps(Enlarged enlarged) {
        Losses gain = enlarged.gain();
        double loss = evidence.validation().orElseThrow().mean();
        return gain.mean() - gain.margin() > NOTABLE_GAIN * loss && loss > WIDE_GAP * evidence.constantLoss();
    }

    private Optional<Finding> decayThatOutlastsLearning() {
        List<EpochReport> history = evidence.history();
        if (history.size() < FEWEST_EPOCHS || evidence.largestShare() < MOST) {
            return Optional.empty();
        }
        EpochReport last = evidence.last();
        EpochReport before = history.get(history.size() * 3 / 4 - 1);
        double least = history.stream()
                .mapToDouble(epoch -> epoch.train().loss())
                .min()
                .orElseThrow();
        boolean shrinks = last.weights().l2() < 0.9 * before.weights().l2();
        boolean forgets = last.train().loss() > 1.1 * least
                && last.train().loss() > before.train().loss();
        if (!shrinks || !forgets) {
            return Optional.empty();
        }
        String rules = String.join(" and ", evidence.shrinking());
        String times = last.accounting().timescales().entrySet().stream()
                .map(each -> text(
                        "; under %s weights forget in %s steps",
                        each.getKey(), number(each.getValue().steps())))
                .collect(Collectors.joining());
        return Optional.of(new Finding(
                "decay-outlasts-learning",
                "The product of learning rate and lambda is too large late in the schedule: the weights are forgotten"
                        + " faster than they are learnt.",
                text(
                        "In the last step, at the learning rate %s, the part of %s is %s of it; the norm of the weights fell"
                                + " from %s to %s since epoch %d, and the training loss rose from %s to %s%s.",
                        number(last.learningRate()),
                        rules,
                        percent(evidence.largestShare()),
                        number(before.weights().l2()),
                        number(last.weights().l2()),
                        before.epoch(),
                        number(before.train().loss()),
                        number(last.train().loss()),
                        times),
                "Try the unit per-lr, with which decay falls as the learning rate does, or a smaller lambda."));
    }

    private Optional<Finding> silentUnits() {
        List<Units> silent = evidence.units().stream()
                .filter(layer -> layer.silent() >= MANY_SILENT * layer.all() && layer.silent() > 1)
                .toList();
        if (silent.isEmpty()) {
            return Optional.empty();
        }
        String figures = silent.stream()
                .map(layer -> text("%d of %d units of %s", layer.silent(), layer.all(), layer.layer()))
                .collect(Collectors.joining(", "));
        return Optional.of(new Finding(
                "dead-units",
                "Units never fire: they have no gradient any more and only cost time.",
                text("%s are 0 for every example of the training part.", figures),
                "Try a smaller learning rate or a warm-up, a normalization before the activation, or fewer units."));
    }

    private Optional<Finding> neutralisedDecay() {
        return evidence.neutral().filter(Diagnosis::isTakenOut).map(neutral -> {
            String rules = String.join(" and ", neutral.rules());
            return new Finding(
                    "neutralised-decay",
                    text("A normalization takes out what %s does to the size of weights before it.", rules),
                    text(
                            "%s times %s changes the loss of training batches from %s to %s only.",
                            String.join(", ", neutral.weights()),
                            number(neutral.factor()),
                            number(neutral.loss()),
                            number(neutral.scaled())),
                    text(
                            "There %s only sets the effective learning rate: leave those weights out (on: LAYERS), or keep it"
                                    + " for that and choose the learning rate with it.",
                            rules));
        });
    }

    private static boolean isTakenOut(Neutral neutral) {
        return Math.abs(neutral.scaled() - neutral.loss()) <= 1e-3 * Math.abs(neutral.loss());
    }

    private Optional<Finding> stoppedFirst() {
        Stop stop = evidence.stop();
        boolean wouldFall = stop.lastRate() < 0.5 * stop.largestRate();
        boolean hasNot = stop.rate() > 0.5 * stop.largestRate() && stop.rate() > 2 * stop.lastRate();
        if (!stop.early() || !wouldFall || !hasNot) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                "stopped-before-schedule",
                "Early stopping fired before the schedule had lowered the learning rate.",
                text(
                        "It stopped after epoch %d of %d at the learning rate %s; the schedule would have ended at %s.",
                        evidence.last().epoch(), stop.epochs(), number(stop.rate()), number(stop.lastRate())),
                text(
                        "Try a patience of a third of the epochs, or about %d epochs, so that the schedule ends first.",
                        evidence.last().epoch())));
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static String percent(double fraction) {
        return text("%.0f %%", 100 * fraction);
    }

    private static String number(double value) {
        double size = Math.abs(value);
        boolean plain = value == 0 || size >= 1e-3 && size < 1e6;
        return text(plain ? "%.4g" : "%.2e", value)
                .replaceAll("(\\.\\d*?)0+$", "$1")
                .replaceAll("\\.$", "");
    }
}
