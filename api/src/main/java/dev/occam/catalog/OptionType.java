package dev.occam.catalog;

import dev.occam.plugin.Plugin;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The types that an option can have: how its values are read from a spec and written into one. */
sealed interface OptionType {
    /** What users call it. */
    String text();

    /**
     * The component's value for a value of a spec.
     *
     * @throws IllegalArgumentException if it is not one; the message continues "OPTION must be …"
     */
    Object read(Object value, PluginResolver resolver);

    /** The value as a spec holds it. */
    default Object write(Object value, Function<Plugin, Object> nested) {
        return value;
    }

    default List<String> choices() {
        return List.of();
    }

    /** The option type of a record component. */
    static OptionType of(Type type) {
        if (type == int.class || type == long.class) {
            return new Whole(type == long.class);
        }
        if (type == double.class) {
            return new Real();
        }
        if (type == boolean.class) {
            return new Truth();
        }
        if (type == String.class) {
            return new Text();
        }
        if (type instanceof Class<?> simple && simple.isEnum()) {
            return new Choice(simple);
        }
        if (type instanceof Class<?> simple && isPluginKind(simple)) {
            return new Nested(PluginKind.of(simple).orElseThrow());
        }
        if (type instanceof ParameterizedType list
                && list.getRawType() == List.class
                && list.getActualTypeArguments()[0] instanceof Class<?> element
                && isPluginKind(element)) {
            return new Several(PluginKind.of(element).orElseThrow());
        }
        throw new IllegalArgumentException("no option can have the type " + type.getTypeName());
    }

    private static boolean isPluginKind(Class<?> type) {
        return PluginKind.of(type).filter(kind -> kind.type() == type).isPresent();
    }

    /** int or long. */
    record Whole(boolean wide) implements OptionType {
        @Override
        public String text() {
            return "whole number";
        }

        @Override
        public Object read(Object value, PluginResolver resolver) {
            try {
                BigDecimal number = new BigDecimal(String.valueOf(value).trim());
                if (number.scale() < -20) {
                    throw new ArithmeticException("far beyond 2^63");
                }
                if (wide) {
                    return number.longValueExact();
                }
                return number.intValueExact();
            } catch (NumberFormatException | ArithmeticException e) {
                throw new IllegalArgumentException("a whole number", e);
            }
        }
    }

    /** double; whether a number is finite is the plugin's to say. */
    record Real() implements OptionType {
        @Override
        public String text() {
            return "number";
        }

        @Override
        public Object read(Object value, PluginResolver resolver) {
            if (value instanceof Number number) {
                return number.doubleValue();
            }
            String text = String.valueOf(value).trim();
            try {
                return switch (text.toLowerCase(Locale.ROOT)) {
                    case "nan", ".nan" -> Double.NaN;
                    case "infinity", "inf", ".inf" -> Double.POSITIVE_INFINITY;
                    case "-infinity", "-inf", "-.inf" -> Double.NEGATIVE_INFINITY;
                    default -> new BigDecimal(text).doubleValue();
                };
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("a number", e);
            }
        }
    }

    /** boolean. */
    record Truth() implements OptionType {
        @Override
        public String text() {
            return "true or false";
        }

        @Override
        public Object read(Object value, PluginResolver resolver) {
            return switch (String.valueOf(value).trim().toLowerCase(Locale.ROOT)) {
                case "true" -> true;
                case "false" -> false;
                default -> throw new IllegalArgumentException("true or false");
            };
        }
    }

    /** String. */
    record Text() implements OptionType {
        @Override
        public String text() {
            return "text";
        }

        @Override
        public Object read(Object value, PluginResolver resolver) {
            if (value instanceof String || value instanceof Number || value instanceof Boolean) {
                return value.toString();
            }
            throw new IllegalArgumentException("text");
        }
    }

    /** An enum, written in kebab case. */
    record Choice(Class<?> type) implements OptionType {
        @Override
        public String text() {
            return "one of " + String.join(", ", choices());
        }

        @Override
        public List<String> choices() {
            return Arrays.stream(type.getEnumConstants()).map(Choice::kebab).toList();
        }

        @Override
        public Object read(Object value, PluginResolver resolver) {
            String wanted = String.valueOf(value).trim();
            for (Object constant : type.getEnumConstants()) {
                if (kebab(constant).equals(wanted)
                        || ((Enum<?>) constant).name().equals(wanted)) {
                    return constant;
                }
            }
            throw new IllegalArgumentException(text());
        }

        @Override
        public Object write(Object value, Function<Plugin, Object> nested) {
            return kebab(value);
        }

        private static String kebab(Object constant) {
            return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Another plugin. */
    record Nested(PluginKind kind) implements OptionType {
        @Override
        public String text() {
            return kind.text();
        }

        @Override
        public Object read(Object value, PluginResolver resolver) {
            return kind.type().isInstance(value) ? value : resolver.create(kind.type(), value);
        }

        @Override
        public Object write(Object value, Function<Plugin, Object> nested) {
            return nested.apply((Plugin) value);
        }
    }

    /** Other plugins, in order. */
    record Several(PluginKind kind) implements OptionType {
        @Override
        public String text() {
            return "list of " + kind.plural();
        }

        @Override
        public Object read(Object value, PluginResolver resolver) {
            Object several = value instanceof String text ? PluginText.parseList(text) : value;
            if (!(several instanceof List<?> elements)) {
                throw new IllegalArgumentException("a " + text());
            }
            List<Object> plugins = new ArrayList<>();
            for (Object element : elements) {
                plugins.add(new Nested(kind).read(element, resolver));
            }
            return List.copyOf(plugins);
        }

        @Override
        public Object write(Object value, Function<Plugin, Object> nested) {
            return ((List<?>) value)
                    .stream().map(plugin -> nested.apply((Plugin) plugin)).toList();
        }
    }
}
