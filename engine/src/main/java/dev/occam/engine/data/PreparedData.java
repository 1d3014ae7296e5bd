package dev.occam.engine.data;

import dev.occam.data.Dataset;
import java.util.Optional;

/**
 * A data set ready for training: split, cleaned and scaled.
 *
 * @param train the training part, with label noise if it was asked for
 * @param validation the part that early stopping and tuning watch; clean labels
 * @param test the part that nothing is chosen by; clean labels
 * @param preprocessing how other data are brought into the same form
 * @param hash SHA-256 of all parts, in hexadecimal: two runs with the same hash trained on the same numbers
 */
public record PreparedData(
        Dataset train,
        Optional<Dataset> validation,
        Optional<Dataset> test,
        Preprocessing preprocessing,
        String hash) {}
