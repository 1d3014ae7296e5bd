package dev.occam.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.occam.catalog.OptionSchema;
import dev.occam.catalog.PluginCatalog;
import dev.occam.device.Backend;
import dev.occam.plugin.Layer;
import dev.occam.plugin.Loss;
import dev.occam.plugin.Optimizer;
import dev.occam.plugin.Plugin;
import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Schedule;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What every plugin must be, so that Occam finds it and users can set its options.
 *
 * <pre>{@code
 * class HoyerTest implements PluginContract {
 *     @Override
 *     public Plugin plugin() {
 *         return new Hoyer();
 *     }
 * }
 * }</pre>
 */
public interface PluginContract {
    /** The plugin, made anew each time. */
    Plugin plugin();

    @Test
    default void thePluginIsAPublicRecord() {
        Class<?> type = plugin().getClass();
        assertTrue(type.isRecord(), type + " must be a record: its components are the options");
        assertTrue(Modifier.isPublic(type.getModifiers()), type + " must be public");
    }

    @Test
    default void theDefaultsAreValid() {
        Plugin one = withDefaults();
        Plugin other = withDefaults();
        assertEquals(one, other, "two plugins with the default options must be equal");
        assertEquals(one.hashCode(), other.hashCode(), "equal plugins must have one hash code");
        assertEquals(one.toString(), other.toString(), "equal plugins must have one text");
    }

    @Test
    default void equalOptionsMakeEqualPlugins() {
        Plugin one = plugin();
        Plugin other = plugin();
        assertEquals(one, other, "plugin() gave two plugins that differ, though a record with equal options is equal");
        assertEquals(one.hashCode(), other.hashCode(), "equal plugins must have one hash code");
    }

    @Test
    default void theTextNamesEveryOption() {
        Class<?> type = plugin().getClass();
        String text = plugin().toString();
        Arrays.stream(type.getRecordComponents())
                .forEach(option -> assertTrue(
                        text.contains(option.getName()),
                        "the text of %s must name the option %s: %s"
                                .formatted(type.getSimpleName(), option.getName(), text)));
    }

    @Test
    default void aNumberThatIsNoneIsRefusedByItsOption() {
        RecordComponent[] options = plugin().getClass().getRecordComponents();
        for (int i = 0; i < options.length; i++) {
            if (options[i].getType() == double.class || options[i].getType() == float.class) {
                String option = options[i].getName();
                Throwable refusal = Records.refusal(plugin(), i, Double.NaN);
                assertTrue(
                        refusal instanceof IllegalArgumentException
                                && refusal.getMessage().contains(option),
                        "%s=NaN must be refused with an IllegalArgumentException that names %s, not: %s"
                                .formatted(option, option, refusal));
            }
        }
    }

    @Test
    default void theNameIsInKebabCase() {
        String name = plugin().name();
        assertTrue(
                name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*"),
                "a name is of small letters and digits with single hyphens between, not \"" + name + "\"");
        assertEquals(name, withDefaults().name(), "the name must not depend on options");
    }

    @Test
    default void aServiceFileListsThePlugin() {
        Class<? extends Plugin> type = plugin().getClass();
        List<Class<? extends Plugin>> spis = spis(type);
        assertTrue(!spis.isEmpty(), type + " implements none of Occam's plugin interfaces");
        for (Class<? extends Plugin> spi : spis) {
            assertTrue(
                    ServiceLoader.load(spi, type.getClassLoader()).stream().anyMatch(found -> found.type() == type),
                    "no file META-INF/services/%s lists %s; annotate it with @AutoService(%s.class)"
                            .formatted(spi.getName(), type.getName(), spi.getSimpleName()));
        }
    }

    @Test
    default void everyOptionCanBeSetFromText() {
        Plugin plugin = plugin();
        OptionSchema<? extends Plugin> schema = OptionSchema.of(plugin.getClass());
        try (PluginCatalog catalog = PluginCatalog.find(List.of())) {
            Map<String, Object> texts = new LinkedHashMap<>();
            OptionSchema.values(plugin)
                    .forEach((option, value) -> texts.put(option, Records.isPlain(value) ? value.toString() : value));
            assertEquals(plugin, schema.create(texts, catalog), "the plugin made from the texts " + texts);
        }
    }

    @Test
    default void noOptionHasANameThatSpecsKeepForThemselves() {
        Plugin plugin = plugin();
        Set<String> taken = plugin instanceof Layer
                ? Set.of("as", "frozen", "same-as")
                : plugin instanceof Regularizer ? Set.of("on", "after", "schedule") : Set.of();
        for (String option : OptionSchema.values(plugin).keySet()) {
            assertTrue(
                    !taken.contains(option),
                    "the option \"%s\" cannot be set: in a spec it says where the plugin goes".formatted(option));
        }
    }

    @Test
    default void constructionTouchesNothing() throws ReflectiveOperationException {
        Class<?> type = FreshLoader.load(plugin().getClass());
        Footprint before = Footprint.take();
        type.getConstructor().newInstance();
        Footprint.take().beyond(before).ifPresent(trace -> {
            throw new AssertionError("constructing %s %s; plugins are constructed to be listed, so construction must"
                            .formatted(type.getName(), trace)
                    + " touch nothing");
        });
    }

    private Plugin withDefaults() {
        Class<? extends Plugin> type = plugin().getClass();
        try {
            return type.getConstructor().newInstance();
        } catch (NoSuchMethodException e) {
            return fail(type + " must have a public constructor without arguments that gives the defaults");
        } catch (InvocationTargetException e) {
            return fail("the defaults of " + type + " must be valid", e.getCause());
        } catch (ReflectiveOperationException e) {
            return fail(type + " must be public, and so must its constructor without arguments", e);
        }
    }

    private static List<Class<? extends Plugin>> spis(Class<? extends Plugin> type) {
        List<Class<? extends Plugin>> all =
                List.of(Regularizer.class, Optimizer.class, Layer.class, Loss.class, Schedule.class, Backend.class);
        return all.stream().filter(spi -> spi.isAssignableFrom(type)).toList();
    }
}
