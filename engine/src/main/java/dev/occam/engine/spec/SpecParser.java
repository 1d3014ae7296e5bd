package dev.occam.engine.spec;

import dev.occam.error.RequestException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reads the part of YAML that specs need: one document of groups, lists and plain values. Anchors, aliases, tags and
 * duplicate keys are refused, so that a spec can neither grow beyond its text nor name classes.
 */
final class SpecParser {
    private static final int MOST_CHARACTERS = 1 << 20;
    private static final int DEEPEST = 32;

    private final String source;
    private final boolean lines;
    private final String content;
    private final Parser events;
    private final Problems problems = new Problems();

    private SpecParser(String source, boolean lines, String content) {
        this.source = source;
        this.lines = lines;
        this.content = content;
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MOST_CHARACTERS);
        // Not through Yaml, which prepares to make objects, and to log as it does so.
        events = new ParserImpl(new StreamReader(content), options);
    }

    /**
     * The content of a file.
     *
     * @param source what messages call it
     * @throws RequestException if it is not YAML, or more than specs need of it
     */
    static SpecNode file(String source, String text) {
        return parse(source, true, text);
    }

    /** A value given elsewhere, for instance by an option of the command line. */
    static SpecNode value(String origin, String text) {
        return parse(origin, false, text);
    }

    private static SpecNode parse(String source, boolean lines, String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw new RequestException("%s: this is too long for a spec: %,d characters, where at most %,d are read."
                    .formatted(source, text.length(), MOST_CHARACTERS));
        }
        String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
        return new SpecParser(source, lines, content).document();
    }

    private SpecNode document() {
        Place start = new Place(source, lines ? 1 : 0);
        SpecNode root = new SpecNode.Scalar("", false, start);
        try {
            next();
            Event event = next();
            if (event.is(Event.ID.DocumentStart)) {
                root = node(next(), 0);
                next();
                event = next();
                if (!event.is(Event.ID.StreamEnd)) {
                    problems.add(place(event.getStartMark()), "A second document begins here; a spec is one document.");
                }
            }
        } catch (ReaderException e) {
            int line = 1
                    + (int) content.codePoints()
                            .limit(Math.max(0, e.getPosition()))
                            .filter(point -> point == '\n')
                            .count();
            problems.add(
                    new Place(source, lines ? line : 0),
                    "The character U+%04X has no place in a spec.".formatted(e.getCodePoint()));
        } catch (MarkedYAMLException e) {
            problems.add(place(e.getProblemMark()), "This is not YAML: " + reason(e));
        } catch (YAMLException e) {
            problems.add(start, "This is not YAML: " + Shown.plain(String.valueOf(e.getMessage())));
        }
        problems.throwIfAny();
        return root;
    }

    private static String reason(MarkedYAMLException e) {
        String problem = String.valueOf(e.getProblem());
        if (problem.contains("\\t(TAB)")) {
            return "a tab stands where spaces must indent.";
        }
        String context = e.getContext() == null ? "" : " " + Shown.plain(e.getContext());
        return Shown.plain(problem) + context + ".";
    }

    private Event next() {
        return events.getEvent();
    }

    private Place place(Mark mark) {
        return new Place(source, lines && mark != null ? mark.getLine() + 1 : 0);
    }

    private SpecNode node(Event event, int depth) {
        Place place = place(event.getStartMark());
        if (depth > DEEPEST) {
            problems.add(place, "This is nested deeper than %d levels.".formatted(DEEPEST));
            problems.throwIfAny();
        }
        refuse(event, place);
        if (event instanceof ScalarEvent scalar) {
            boolean quoted = scalar.getScalarStyle() != ScalarStyle.PLAIN;
            return new SpecNode.Scalar(scalar.getValue(), quoted, place);
        }
        if (event instanceof SequenceStartEvent) {
            List<SpecNode> items = new ArrayList<>();
            for (Event item = next(); !item.is(Event.ID.SequenceEnd); item = next()) {
                items.add(node(item, depth + 1));
            }
            return new SpecNode.Sequence(items, place);
        }
        return event instanceof MappingStartEvent
                ? mapping(place, depth)
                : new SpecNode.Scalar("", false, place); // An alias, refused above.
    }

    private SpecNode mapping(Place place, int depth) {
        List<SpecNode.Entry> entries = new ArrayList<>();
        Map<String, Place> seen = new HashMap<>();
        for (Event event = next(); !event.is(Event.ID.MappingEnd); event = next()) {
            Place keyPlace = place(event.getStartMark());
            SpecNode key = node(event, depth + 1);
            SpecNode value = node(next(), depth + 1);
            if (!(key instanceof SpecNode.Scalar name)) {
                problems.add(keyPlace, "A key must be a word, not %s.".formatted(key.shown()));
                continue;
            }
            Place before = seen.putIfAbsent(name.text(), keyPlace);
            if (before != null) {
                String where = before.line() == 0 ? "" : " (first in line %d)".formatted(before.line());
                problems.add(keyPlace, "The key %s stands here a second time%s.".formatted(name.shown(), where));
                continue;
            }
            entries.add(new SpecNode.Entry(name.text(), value, keyPlace));
        }
        return new SpecNode.Mapping(entries, place);
    }

    private void refuse(Event event, Place place) {
        if (event instanceof AliasEvent || (event instanceof NodeEvent node && node.getAnchor() != null)) {
            problems.add(place, "Anchors (&) and aliases (*) are not read in specs; write the value out.");
        }
        String tag = event instanceof ScalarEvent scalar
                ? scalar.getTag()
                : event instanceof CollectionStartEvent collection ? collection.getTag() : null;
        if (tag != null) {
            problems.add(place, "Tags such as %s are not read in specs.".formatted(Shown.plain(tag)));
        }
    }
}
