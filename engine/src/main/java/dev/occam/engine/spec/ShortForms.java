package dev.occam.engine.spec;

import dev.occam.catalog.PluginText;
import dev.occam.error.RequestException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Turns what may be written shortly into what it stands for, so that settings and the reader know one form only:
 * {@code optimizer: adam:lr=1e-3} becomes {@code optimizer: {adam: {lr: 1e-3}}}, {@code l1:lambda=1@biases} becomes
 * {@code l1: {lambda: 1, on: biases}}, and {@code data: digits} becomes {@code data: {path: digits}}.
 */
final class ShortForms {
    private static final Set<String> PLUGINS = Set.of("loss", "optimizer", "schedule");
    static final Set<String> PLUGIN_LISTS = Set.of("model", "regularizers", "strategies");

    private final Problems problems;

    ShortForms(Problems problems) {
        this.problems = problems;
    }

    SpecNode.Mapping expand(SpecNode.Mapping root) {
        List<SpecNode.Entry> entries = new ArrayList<>();
        for (SpecNode.Entry entry : root.entries()) {
            entries.add(new SpecNode.Entry(entry.key(), section(entry.key(), entry.value()), entry.place()));
        }
        return new SpecNode.Mapping(entries, root.place());
    }

    private SpecNode section(String key, SpecNode node) {
        if (PLUGIN_LISTS.contains(key) && node instanceof SpecNode.Sequence list) {
            List<SpecNode> items = list.items().stream().map(this::plugin).toList();
            return new SpecNode.Sequence(items, list.place());
        }
        if (!(node instanceof SpecNode.Scalar scalar) || scalar.isEmpty()) {
            return node;
        }
        if (PLUGINS.contains(key)) {
            return plugin(scalar);
        }
        return switch (key) {
            case "data" -> group(scalar.place(), new SpecNode.Entry("path", scalar, scalar.place()));
            case "model", "strategies" -> text(scalar, PluginText::parseList);
            case "regularizers" -> new SpecNode.Sequence(List.of(plugin(scalar)), scalar.place());
            case "early-stopping" -> earlyStopping(scalar);
            default -> scalar;
        };
    }

    private SpecNode plugin(SpecNode node) {
        if (!(node instanceof SpecNode.Scalar scalar) || scalar.isEmpty()) {
            return node;
        }
        int at = scalar.text().lastIndexOf('@');
        if (at < 0 || at < scalar.text().lastIndexOf(']')) {
            return text(scalar, PluginText::parse);
        }
        SpecNode.Scalar rule = new SpecNode.Scalar(scalar.text().substring(0, at), scalar.quoted(), scalar.place());
        SpecNode.Scalar target = new SpecNode.Scalar(scalar.text().substring(at + 1), true, scalar.place());
        return withTarget(text(rule, PluginText::parse), new SpecNode.Entry("@", target, scalar.place()));
    }

    private static SpecNode withTarget(SpecNode plugin, SpecNode.Entry target) {
        Place place = plugin.place();
        if (!(plugin instanceof SpecNode.Mapping mapping)) {
            String name = plugin instanceof SpecNode.Scalar scalar ? scalar.text() : "";
            return group(place, new SpecNode.Entry(name, group(place, target), place));
        }
        SpecNode.Entry named = mapping.entries().get(0);
        List<SpecNode.Entry> options = new ArrayList<>();
        if (named.value() instanceof SpecNode.Mapping given) {
            options.addAll(given.entries());
        } else {
            options.add(new SpecNode.Entry("", named.value(), place));
        }
        options.add(target);
        return group(place, new SpecNode.Entry(named.key(), new SpecNode.Mapping(options, place), place));
    }

    private SpecNode text(SpecNode.Scalar scalar, Function<String, Object> parse) {
        try {
            return node(parse.apply(scalar.text()), scalar.place());
        } catch (RequestException e) {
            problems.addAll(e, message -> scalar.place());
            return new SpecNode.Scalar("", false, scalar.place());
        }
    }

    private SpecNode earlyStopping(SpecNode.Scalar scalar) {
        List<SpecNode.Entry> entries = new ArrayList<>();
        for (String part : Arrays.asList(scalar.text().split(",", -1))) {
            int equals = part.indexOf('=');
            if (equals < 1) {
                problems.add(
                        scalar.place(),
                        "early-stopping must be like patience=5 or {patience: 5}, not %s.".formatted(scalar.shown()));
                return new SpecNode.Scalar("", false, scalar.place());
            }
            SpecNode value = new SpecNode.Scalar(part.substring(equals + 1).strip(), false, scalar.place());
            entries.add(new SpecNode.Entry(part.substring(0, equals).strip(), value, scalar.place()));
        }
        return new SpecNode.Mapping(entries, scalar.place());
    }

    private static SpecNode node(Object value, Place place) {
        if (value instanceof Map<?, ?> map) {
            List<SpecNode.Entry> entries = new ArrayList<>();
            map.forEach(
                    (key, inner) -> entries.add(new SpecNode.Entry(String.valueOf(key), node(inner, place), place)));
            return new SpecNode.Mapping(entries, place);
        }
        if (value instanceof List<?> list) {
            return new SpecNode.Sequence(
                    list.stream().map(item -> node(item, place)).toList(), place);
        }
        return new SpecNode.Scalar(String.valueOf(value), false, place);
    }

    private static SpecNode.Mapping group(Place place, SpecNode.Entry... entries) {
        return new SpecNode.Mapping(List.of(entries), place);
    }
}
