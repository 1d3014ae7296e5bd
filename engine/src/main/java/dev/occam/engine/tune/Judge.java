package dev.occam.engine.tune;

import dev.occam.TuningSpec;
import dev.occam.data.Dataset;
import dev.occam.engine.data.PreparedData;
import dev.occam.engine.data.SplitMix;
import dev.occam.engine.data.Splits;
import dev.occam.engine.data.Splits.Part;
import dev.occam.engine.statistics.Estimate;
import dev.occam.error.RequestException;
import java.util.List;

/**
 * The rows that judge all trials alike: those of folds, or one validation part in blocks whose spread says how sure its mean
 * is.
 *
 * @param parts a training for each
 * @param folds whether these are folds of a cross-validation
 */
record Judge(List<Part> parts, boolean folds) {
    static final int BLOCKS = 20;

    Judge {
        parts = List.copyOf(parts);
    }

    /** @param rows that may be trained on or held out */
    static Judge of(TuningSpec spec, double validation, Splits splits, int[] rows) {
        if (spec.folds().isPresent()) {
            List<Part> parts = splits.folds(rows, spec.folds().getAsInt(), SplitMix.Purpose.FOLDS);
            return new Judge(parts.stream().map(splits::limited).toList(), true);
        }
        if (validation == 0) {
            throw new RequestException(
                    "Nothing is held out to judge the trials by: the spec has no validation part.\n  Add --folds 5, or validation: 0.2 to the spec.");
        }
        Part part = splits.validation(rows);
        if (part.held().length < 2) {
            throw new RequestException(
                    "A validation part of one row cannot say how sure a loss is.\n  Hold out more, or use --folds 5.");
        }
        return new Judge(List.of(part), false);
    }

    /** What the trials' losses are taken on, one loss each. */
    List<Dataset> datasets(PreparedData data) {
        Dataset held = data.validation().orElseThrow();
        return folds ? List.of(held) : Splits.blocks(held, BLOCKS);
    }

    /** Losses of a trial: one a fold, or one a block. */
    int losses() {
        return folds ? parts.size() : Math.min(BLOCKS, parts.get(0).held().length);
    }

    /** A mean over folds or blocks, as sure as such a mean can be. */
    Estimate estimate(double[] losses) {
        return folds ? Estimate.ofFolds(losses) : Estimate.of(losses);
    }

    /** Rows that a training of this search has on average. */
    double trainedRows() {
        return parts.stream().mapToInt(part -> part.train().length).average().orElseThrow();
    }

    String text() {
        if (folds) {
            return "%d folds, the same for all trials".formatted(parts.size());
        }
        return "one validation part of %d rows in %d blocks"
                .formatted(parts.get(0).held().length, losses());
    }
}
