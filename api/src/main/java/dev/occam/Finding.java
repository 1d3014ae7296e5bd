package dev.occam;

/**
 * Something about a run that most likely is not what was meant.
 *
 * @param name of the kind of finding, such as {@code under-regularized}
 * @param verdict what is wrong, a sentence
 * @param evidence the figures that say so, a sentence
 * @param remedy what to try, a sentence
 */
public record Finding(String name, String verdict, String evidence, String remedy) {}
