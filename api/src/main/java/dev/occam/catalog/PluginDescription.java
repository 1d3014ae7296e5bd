package dev.occam.catalog;

import java.util.List;

/**
 * What users may know of one plugin.
 *
 * @param name what they select it by
 * @param className selects it, too, whatever other plugins there are
 * @param version the version its jar states; may be empty
 * @param jar the file name of its jar; empty where classes lie in a folder
 * @param cause why it cannot be used; empty if it can
 * @param sentence what it does; may be empty
 * @param options its options; none for a broken plugin
 */
public record PluginDescription(
        PluginKind kind,
        String name,
        String className,
        String version,
        String jar,
        String cause,
        String sentence,
        List<Option> options) {
    public PluginDescription {
        options = List.copyOf(options);
    }

    /** Whether it can be used. */
    public boolean isUsable() {
        return cause.isEmpty();
    }

    static PluginDescription of(PluginEntry entry) {
        String version = entry.origin().version();
        String jar = entry.origin().jar();
        if (entry instanceof PluginEntry.Usable usable) {
            OptionSchema<?> schema = usable.schema();
            return new PluginDescription(
                    usable.kind(),
                    usable.name(),
                    usable.className(),
                    version,
                    jar,
                    "",
                    schema.sentence(),
                    schema.options());
        }
        PluginEntry.Broken broken = (PluginEntry.Broken) entry;
        return new PluginDescription(
                broken.kind(), broken.name(), broken.className(), version, jar, broken.cause(), "", List.of());
    }
}
