package dev.occam.benchmark.driver;

import java.util.Locale;

/** A kind of work; a table of the page for each. */
enum Group {
    PRODUCTS("Matrix products"),
    STEPS("Training steps"),
    UPDATES("Updates of ten million weights"),
    INFERENCE("Inference"),
    RULES("What regularization costs"),
    SCALING("How cost grows"),
    START("Cold start");

    private final String title;

    Group(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** What files and the page call it. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
