package dev.occam.benchmark.work;

import java.util.Locale;

/** A piece of work that every peer does in the same way, and whose time is measured. Its name is all that describes it. */
public sealed interface Work permits Product, Training, Update, Inference {
    /** What {@link #parse} reads: {@code matmul 128x784x512 tA}, {@code step tiny}, {@code update adam+decay}, {@code infer fashion b1}. */
    String name();

    /**
     * The work of this name.
     *
     * @throws IllegalArgumentException if there is none; the message says what a name looks like
     */
    static Work parse(String name) {
        String[] words = name.strip().split(" ", 2);
        String rest = words.length == 2 ? words[1].strip() : "";
        return switch (words[0].toLowerCase(Locale.ROOT)) {
            case "matmul" -> Product.parse(rest);
            case "step" -> Training.parse(rest);
            case "update" -> Update.parse(rest);
            case "infer" -> Inference.parse(rest);
            default ->
                throw new IllegalArgumentException(
                        "\"%s\" is no work; it begins with matmul, step, update or infer, for instance \"step tiny\""
                                .formatted(name));
        };
    }
}
