package dev.occam.engine.spec;

import java.util.List;
import java.util.Optional;

/** A piece of a spec, and where it was written. */
sealed interface SpecNode {
    Place place();

    /** What messages call it. */
    String shown();

    /**
     * A single value.
     *
     * @param text as written, without quotes
     * @param quoted whether it stood in quotes, and is a text whatever it looks like
     */
    record Scalar(String text, boolean quoted, Place place) implements SpecNode {
        @Override
        public String shown() {
            return quoted ? Shown.quoted(text) : isEmpty() ? "nothing" : Shown.plain(text);
        }

        /** Whether nothing stands here, or one of YAML's words for it. */
        boolean isEmpty() {
            return !quoted && (text.isEmpty() || text.equals("~") || text.equals("null"));
        }
    }

    /** A list. */
    record Sequence(List<SpecNode> items, Place place) implements SpecNode {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String shown() {
            return "a list of " + items.size();
        }
    }

    /** Keys with values, in the order written. */
    record Mapping(List<Entry> entries, Place place) implements SpecNode {
        public Mapping {
            entries = List.copyOf(entries);
        }

        @Override
        public String shown() {
            return entries.isEmpty() ? "{}" : "a group of keys";
        }

        Optional<Entry> find(String key) {
            return entries.stream().filter(entry -> entry.key().equals(key)).findFirst();
        }

        List<String> keys() {
            return entries.stream().map(Entry::key).toList();
        }
    }

    /**
     * A key and its value.
     *
     * @param place of the key
     */
    record Entry(String key, SpecNode value, Place place) {}
}
