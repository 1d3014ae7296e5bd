package dev.occam.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.occam.plugin.Layer;
import dev.occam.plugin.Plugin;
import dev.occam.plugin.Schedule;
import dev.occam.plugin.Weights;
import dev.occam.tensor.Tensor;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Each way in which a plugin may be unfit is found and explained. */
class PluginContractTest {
    @Test
    void aPluginThatIsNoRecordIsFound() {
        caught(
                Plain::new,
                PluginContract::thePluginIsAPublicRecord,
                "must be a record: its components are the options");
        caught(Hidden::new, PluginContract::thePluginIsAPublicRecord, "must be public");
    }

    @Test
    void missingOrBadDefaultsAreFound() {
        caught(
                () -> new Bare(1),
                PluginContract::theDefaultsAreValid,
                "must have a public constructor without arguments");
        caught(() -> new BadDefaults(1), PluginContract::theDefaultsAreValid, "must be valid");
    }

    @Test
    void optionsThatDoNotCountForEqualityAreFound() {
        caught(Arrays::new, PluginContract::theDefaultsAreValid, "two plugins with the default options must be equal");
        caught(Arrays::new, PluginContract::equalOptionsMakeEqualPlugins, "gave two plugins that differ");
    }

    @Test
    void aTextThatHidesAnOptionIsFound() {
        caught(() -> new Silent(1), PluginContract::theTextNamesEveryOption, "must name the option rate: silent");
    }

    @Test
    void aNumberThatIsTakenThoughItIsNoneIsFound() {
        caught(() -> new Silent(1), PluginContract::aNumberThatIsNoneIsRefusedByItsOption, "rate=NaN must be refused");
    }

    @Test
    void aNameInCapitalsIsFound() {
        caught(() -> new Silent(1), PluginContract::theNameIsInKebabCase, "not \"My Schedule\"");
    }

    @Test
    void aMissingServiceFileIsFound() {
        caught(
                () -> new Silent(1),
                PluginContract::aServiceFileListsThePlugin,
                "no file META-INF/services/dev.occam.plugin.Schedule lists dev.occam.testkit.PluginContractTest$Silent;"
                        + " annotate it with @AutoService(Schedule.class)");
        caught(() -> new Bare(1), PluginContract::aServiceFileListsThePlugin, "none of Occam's plugin interfaces");
    }

    @Test
    void anOptionThatTextCannotSetIsFound() {
        caught(() -> new Forgetful(2), PluginContract::everyOptionCanBeSetFromText, "made from the texts {rate=2.0}");
    }

    @Test
    void anOptionThatNoSpecCanSetIsFound() {
        caught(
                () -> new Cold(true),
                PluginContract::noOptionHasANameThatSpecsKeepForThemselves,
                "the option \"frozen\" cannot be set");
    }

    @Test
    void whatAConstructorLeavesBehindIsFound() {
        Locale before = Locale.getDefault();
        assertThat(new Touching()).isNotNull(); // so that only the class that the contract loads is told to touch
        try {
            caught(
                    Touching::new,
                    contract -> touches(contract, "property"),
                    "changes the system property dev.occam.touched from not set to yes");
            caught(
                    Touching::new,
                    contract -> touches(contract, "thread"),
                    "starts the thread \"touching\"; plugins are constructed to be listed");
            caught(Touching::new, contract -> touches(contract, "file"), "makes the file \"touched.tmp\"");
            caught(Touching::new, contract -> touches(contract, "locale"), "changes the default locale");
        } finally {
            Locale.setDefault(before);
            System.clearProperty("dev.occam.touched");
            new File("touched.tmp").getAbsoluteFile().deleteOnExit();
        }
    }

    /** Through a system property, because the contract loads the class anew. */
    private static void touches(PluginContract contract, String what) {
        System.setProperty("dev.occam.touches", what);
        try {
            contract.constructionTouchesNothing();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        } finally {
            System.clearProperty("dev.occam.touches");
        }
    }

    private static void caught(Supplier<Plugin> plugin, Consumer<PluginContract> test, String message) {
        assertThatThrownBy(() -> test.accept(plugin::get))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(message);
    }

    private static final class Plain implements Plugin {}

    record Hidden() implements Plugin {}

    public record Bare(int rate) implements Plugin {}

    public record BadDefaults(int rate) implements Plugin {
        public BadDefaults() {
            this(-1);
        }

        public BadDefaults {
            if (rate < 0) {
                throw new IllegalArgumentException("rate must be at least 0");
            }
        }
    }

    public record Arrays(double[] rates) implements Plugin {
        public Arrays() {
            this(new double[1]);
        }
    }

    public record Cold(boolean frozen) implements Layer {
        public Cold() {
            this(false);
        }

        @Override
        public Tensor forward(Tensor x, Weights weights) {
            return x;
        }
    }

    public record Silent(double rate) implements Schedule {
        public Silent() {
            this(1);
        }

        @Override
        public String name() {
            return "My Schedule";
        }

        @Override
        public double factor(long step, long steps, int stepsPerEpoch) {
            return rate;
        }

        @Override
        public String toString() {
            return "silent";
        }
    }

    /** Equality looks at what text cannot say. */
    public record Forgetful(double rate) implements Schedule {
        public Forgetful() {
            this(1);
        }

        @Override
        public double factor(long step, long steps, int stepsPerEpoch) {
            return rate;
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    /** Leaves behind what it is told to. */
    public record Touching() implements Plugin {
        static {
            touch(System.getProperty("dev.occam.touches", ""));
        }

        private static void touch(String what) {
            switch (what) {
                case "property" -> System.setProperty("dev.occam.touched", "yes");
                case "locale" -> Locale.setDefault(Locale.forLanguageTag("tlh"));
                case "file" -> touchFile();
                case "thread" -> startThread();
                default -> Thread.onSpinWait();
            }
        }

        private static void touchFile() {
            try {
                assertThat(new File("touched.tmp").getAbsoluteFile().createNewFile())
                        .isTrue();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void startThread() {
            Thread thread = new Thread(
                    () -> {
                        try {
                            Thread.sleep(10_000);
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    },
                    "touching");
            thread.setDaemon(true);
            thread.start();
        }
    }
}
