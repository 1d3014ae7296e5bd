package dev.occam.catalog;

import dev.occam.plugin.Plugin;

/** A plugin that was found, whether or not it can be used. */
sealed interface PluginEntry {
    PluginKind kind();

    String name();

    String className();

    Origin origin();

    /** It can be used. */
    record Usable(PluginKind kind, String name, OptionSchema<?> schema, Origin origin) implements PluginEntry {
        @Override
        public String className() {
            return type().getName();
        }

        Class<? extends Plugin> type() {
            return schema.standard().getClass();
        }
    }

    /** It cannot; the cause is a sentence without a full stop. */
    record Broken(PluginKind kind, String className, Origin origin, String cause) implements PluginEntry {
        @Override
        public String name() {
            String simple = className.substring(Math.max(className.lastIndexOf('.'), className.lastIndexOf('$')) + 1);
            return Plugin.nameOf(simple);
        }
    }

    /** Class and jar: {@code acme.Cubic (acme-cubic-0.9.jar)}. */
    default String place() {
        return origin().jar().isEmpty() ? className() : "%s (%s)".formatted(className(), origin().jar());
    }
}
