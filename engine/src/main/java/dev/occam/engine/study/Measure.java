package dev.occam.engine.study;

import java.util.Locale;

/** What is measured of a run. */
enum Measure {
    TRAIN_LOSS,
    TRAIN_ACCURACY,
    VALIDATION_LOSS,
    VALIDATION_ACCURACY,
    TEST_LOSS,
    TEST_ACCURACY,
    /** Mean of |w| over all weights that are not biases. */
    MEAN_WEIGHT,
    /** The largest |w| of a layer against the root mean square of its weights; mean over the layers. */
    PEAK_WEIGHT,
    /** Fraction of the weights that is not exactly 0. */
    NON_ZEROS,
    /** Epochs that were trained. */
    EPOCHS,
    /** The first epoch from which on the objective stays within 1 % of its whole way from its end. */
    SETTLED,
    /** The epoch with the smallest data loss on validation. */
    BEST_EPOCH,
    /** Product of the spectral norms of all layers: how much the network can stretch a difference of inputs. */
    SPECTRAL_NORMS,
    /** Mean of the layers' stable ranks. */
    STABLE_RANK,
    /** Σ h/(h + λ) with the λ of the run; with the smallest of the study where there is none. */
    EFFECTIVE_PARAMETERS,
    /** Σ h/(h + 0.001), whatever the λ of the run. */
    EFFECTIVE_AT_COMMON;

    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
