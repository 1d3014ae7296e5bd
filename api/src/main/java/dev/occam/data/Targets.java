package dev.occam.data;

import java.util.List;

/** What is to be predicted: a class of each example, or values. */
public sealed interface Targets {
    /** Number of examples. */
    int size();

    /** The targets of these rows, in this order. */
    Targets rows(int[] rows);

    /**
     * One class an example.
     *
     * @param labels index into {@code names} of each example
     * @param names the classes, ordered by value: numbers by size, text by code point
     */
    record Classes(int[] labels, List<String> names) implements Targets {
        public Classes {
            names = List.copyOf(names);
            for (int label : labels) {
                if (label < 0 || label >= names.size()) {
                    throw new IllegalArgumentException(
                            "label %s is outside the %s classes".formatted(label, names.size()));
                }
            }
        }

        @Override
        public int size() {
            return labels.length;
        }

        @Override
        public Classes rows(int[] rows) {
            int[] picked = new int[rows.length];
            for (int i = 0; i < rows.length; i++) {
                picked[i] = labels[rows[i]];
            }
            return new Classes(picked, names);
        }
    }

    /**
     * Numbers to be predicted.
     *
     * @param values {@code size × names.size()} values, row-major
     * @param names one name for each predicted column
     */
    record Values(float[] values, List<String> names) implements Targets {
        public Values {
            names = List.copyOf(names);
            if (names.isEmpty() || values.length % names.size() != 0) {
                throw new IllegalArgumentException(
                        "%s values do not fill rows of %s".formatted(values.length, names.size()));
            }
        }

        @Override
        public int size() {
            return values.length / names.size();
        }

        @Override
        public Values rows(int[] rows) {
            int width = names.size();
            float[] picked = new float[rows.length * width];
            for (int i = 0; i < rows.length; i++) {
                System.arraycopy(values, rows[i] * width, picked, i * width, width);
            }
            return new Values(picked, names);
        }
    }
}
