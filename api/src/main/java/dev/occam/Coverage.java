package dev.occam;

import dev.occam.plugin.Role;
import dev.occam.tensor.Shape;
import java.util.List;

/**
 * Which rules act on which weights; printed before the first step, and its hash is kept in the checkpoint.
 *
 * @param rows a row for each weight, in the model's order
 * @param activations rules on activations or targets, and strategies, a line each
 * @param warnings of combinations that rarely do what is meant, a sentence or two each
 * @param hash SHA-256 over the rows and activations, hexadecimal
 */
public record Coverage(List<Row> rows, List<String> activations, List<String> warnings, String hash) {
    /**
     * A weight and its rules.
     *
     * @param weight its name, as in saved files
     * @param role what it is for
     * @param shape its shape
     * @param rules each rule with its options, in order: {@code decoupled-decay lambda=0.01 unit=per-lr}
     * @param frozen whether training leaves it as it is; no rule acts on it then
     * @param aliases what it would be called as the weight of each further layer that uses it: {@code 2.weight}
     */
    public record Row(String weight, Role role, Shape shape, List<String> rules, boolean frozen, List<String> aliases) {
        public Row {
            rules = List.copyOf(rules);
            aliases = List.copyOf(aliases);
        }

        /** A weight that is trained, of one layer. */
        public Row(String weight, Role role, Shape shape, List<String> rules) {
            this(weight, role, shape, rules, false, List.of());
        }
    }

    public Coverage {
        rows = List.copyOf(rows);
        activations = List.copyOf(activations);
        warnings = List.copyOf(warnings);
    }
}
