package dev.occam.catalog;

import dev.occam.error.RequestException;
import dev.occam.error.Suggestion;
import dev.occam.plugin.Complement;
import dev.occam.plugin.Description;
import dev.occam.plugin.Plugin;
import dev.occam.plugin.Require;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The options of a plugin: the components of its record, with the values of its no-argument constructor as defaults.
 *
 * <p>Components may be int, long, double, boolean, String, an enum, a plugin interface, or a List of one.
 */
public final class OptionSchema<P extends Plugin> {
    /** Stands for a value that could not be read; its problem is on the list. */
    private static final Object REFUSED = new Object();

    private final P standard;
    private final RecordComponent[] components;
    private final List<Option> options;
    private final List<OptionType> types;

    private OptionSchema(P standard, RecordComponent[] components) {
        this.standard = standard;
        this.components = components;
        this.types = Arrays.stream(components)
                .map(component -> OptionType.of(component.getGenericType()))
                .toList();
        List<Option> described = new ArrayList<>();
        for (int i = 0; i < components.length; i++) {
            described.add(describe(components[i], types.get(i)));
        }
        this.options = List.copyOf(described);
    }

    /**
     * The options of this plugin class.
     *
     * @throws IllegalArgumentException if the class is not what a plugin must be; the message says why
     */
    public static <P extends Plugin> OptionSchema<P> of(Class<P> plugin) {
        if (!plugin.isRecord() || !Modifier.isPublic(plugin.getModifiers())) {
            throw new IllegalArgumentException(
                    "a plugin must be a public record, and %s is not".formatted(plugin.getName()));
        }
        try {
            return new OptionSchema<>(call(plugin.getConstructor()), plugin.getRecordComponents());
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(
                    "%s has no public constructor without arguments, which gives the defaults"
                            .formatted(plugin.getName()),
                    e);
        }
    }

    /** The options in the order of the record's components. */
    public List<Option> options() {
        return options;
    }

    /** The plugin with its defaults. */
    public P standard() {
        return standard;
    }

    /** What the plugin does, in a sentence; empty if it does not say. */
    public String sentence() {
        Description description = standard.getClass().getAnnotation(Description.class);
        return description == null ? "" : description.value();
    }

    /**
     * A plugin with these options, and defaults for all others.
     *
     * @param given values as a spec file or a command line holds them, by option name
     * @throws RequestException that names all that is wrong, a line each
     */
    public P create(Map<String, ?> given, PluginResolver resolver) {
        String subject = subject();
        List<String> problems = new ArrayList<>();
        Map<String, Object> named = new LinkedHashMap<>(given);
        takeFirst(named, problems);
        for (String name : named.keySet()) {
            if (!names().contains(name)) {
                problems.add(unknown(name));
            }
        }
        Object[] arguments = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            arguments[i] = argument(i, named, resolver, problems);
        }
        if (problems.isEmpty()) {
            try {
                return construct(arguments);
            } catch (IllegalArgumentException e) {
                problems.add(e.getMessage());
            }
        }
        throw RequestException.of(
                problems.stream().map(problem -> subject + ": " + problem).toList());
    }

    /** The values of all options, as a spec holds them: numbers, Booleans, text, lists and maps. */
    public static Map<String, Object> values(Plugin plugin) {
        return values(plugin, OptionSchema::spec);
    }

    /** The plugin as a spec holds it: its name, or {@code {name: {options}}} with every option. */
    public static Object spec(Plugin plugin) {
        Map<String, Object> values = values(plugin);
        return values.isEmpty() ? plugin.name() : Map.of(plugin.name(), values);
    }

    static Map<String, Object> values(Plugin plugin, Function<Plugin, Object> nested) {
        Map<String, Object> values = new LinkedHashMap<>();
        if (!plugin.getClass().isRecord()) {
            return values;
        }
        for (RecordComponent component : plugin.getClass().getRecordComponents()) {
            OptionType type = OptionType.of(component.getGenericType());
            values.put(nameOf(component), type.write(value(component, plugin), nested));
        }
        return values;
    }

    private Object argument(int index, Map<String, Object> given, PluginResolver resolver, List<String> problems) {
        Option option = options.get(index);
        boolean complemented = option.complement().filter(given::containsKey).isPresent();
        if (complemented && given.containsKey(option.name())) {
            problems.add("%s and %s say the same: give one of them"
                    .formatted(option.name(), option.complement().get()));
            return REFUSED;
        }
        String name = complemented ? option.complement().get() : option.name();
        if (!given.containsKey(name)) {
            return value(components[index], standard);
        }
        Object value = given.get(name);
        try {
            Object read = types.get(index).read(Optional.ofNullable(value).orElse(""), resolver);
            return complemented ? complement((double) read) : read;
        } catch (RequestException e) {
            problems.addAll(String.valueOf(e.getMessage())
                    .lines()
                    .map(line -> name + ": " + line)
                    .toList());
        } catch (IllegalArgumentException e) {
            problems.add("%s must be %s (%s=%s)".formatted(name, e.getMessage(), name, written(value)));
        }
        return REFUSED;
    }

    /** A layer may be given its first option without a name; for all others a bare value could mean anything. */
    private void takeFirst(Map<String, Object> given, List<String> problems) {
        if (!given.containsKey(PluginText.FIRST)) {
            return;
        }
        Object value = given.remove(PluginText.FIRST);
        if (options.isEmpty()) {
            problems.add("there are no options, so not %s".formatted(written(value)));
            return;
        }
        String first = options.get(0).name();
        if (kind() != PluginKind.LAYER) {
            problems.add(
                    "%s needs the option's name. Options: %s".formatted(written(value), String.join(", ", names())));
            return;
        }
        if (given.putIfAbsent(first, value) != null) {
            problems.add("%s is given twice".formatted(first));
        }
    }

    private String unknown(String name) {
        if (options.isEmpty()) {
            return "there is no option \"%s\"; there are none".formatted(name);
        }
        String nearest = Suggestion.nearest(name, names())
                .map(near -> " Nearest: " + near + ".")
                .orElse("");
        return "there is no option \"%s\".%s Options: %s".formatted(name, nearest, String.join(", ", names()));
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        for (Option option : options) {
            names.add(option.name());
            option.complement().ifPresent(names::add);
        }
        return names;
    }

    private String subject() {
        return kind().text() + " " + standard.name();
    }

    private PluginKind kind() {
        return PluginKind.of(standard.getClass())
                .orElseThrow(
                        () -> new IllegalArgumentException(standard.getClass().getName() + " is of no kind of plugin"));
    }

    private P construct(Object[] arguments) {
        Class<?>[] signature =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            @SuppressWarnings("unchecked") // the class of an instance of P
            Class<P> type = (Class<P>) standard.getClass();
            return call(type.getConstructor(signature), arguments);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a record has a constructor of its components", e);
        }
    }

    private Option describe(RecordComponent component, OptionType type) {
        Description description = component.getAnnotation(Description.class);
        Complement complement = component.getAnnotation(Complement.class);
        if (complement != null && component.getType() != double.class) {
            throw new IllegalArgumentException("only a double has a complement, not " + component.getName());
        }
        return new Option(
                nameOf(component),
                type.text(),
                type.write(value(component, standard), OptionSchema::spec),
                type.choices(),
                description == null ? "" : description.unit(),
                description == null ? "" : description.value(),
                Optional.ofNullable(complement).map(Complement::value));
    }

    private static String nameOf(RecordComponent component) {
        return Plugin.nameOf(component.getName());
    }

    private static Object value(RecordComponent component, Plugin plugin) {
        try {
            return component.getAccessor().invoke(plugin);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalArgumentException(
                    "the option " + component.getName() + " of " + plugin + " cannot be read", e);
        }
    }

    private static <P> P call(Constructor<P> constructor, Object... arguments) {
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException exception) {
                throw exception;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalArgumentException(String.valueOf(e.getCause()), e.getCause());
        } catch (InstantiationException | IllegalAccessException e) {
            throw new IllegalArgumentException("cannot be constructed: " + e.getMessage(), e);
        }
    }

    /** Decimal, so that the complement of 0.8 is 0.2 and not 0.19999999999999996. */
    private static double complement(double value) {
        boolean finite = Math.abs(value) < Double.POSITIVE_INFINITY;
        return finite ? BigDecimal.ONE.subtract(BigDecimal.valueOf(value)).doubleValue() : Double.NaN;
    }

    private static String written(Object value) {
        if (value instanceof Double number) {
            return Require.text(number);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(OptionSchema::written).collect(Collectors.joining(", ", "[", "]"));
        }
        return String.valueOf(value);
    }
}
