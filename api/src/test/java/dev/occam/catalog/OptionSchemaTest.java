package dev.occam.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import dev.occam.error.RequestException;
import dev.occam.plugin.Complement;
import dev.occam.plugin.Description;
import dev.occam.plugin.Layer;
import dev.occam.plugin.Plugin;
import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Require;
import dev.occam.plugin.Schedule;
import dev.occam.plugin.Unit;
import dev.occam.plugin.Weights;
import dev.occam.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionSchemaTest {
    @Description("Makes weights small.")
    public record Shrink(
            @Description(value = "strength λ", unit = "1/step")
            double lambda,

            Unit unit,
            boolean cautious) implements Regularizer {
        public Shrink {
            Require.finiteAtLeastZero("lambda", lambda);
            unit.requireIn(Unit.OF_DECAY);
        }

        public Shrink() {
            this(0.01, Unit.PER_LR, false);
        }
    }

    public record Drop(@Complement("keep") double drop) implements Regularizer {
        public Drop {
            Require.atLeastZeroBelowOne("drop", drop);
        }

        public Drop() {
            this(0.5);
        }
    }

    public record Wide(int units, long seed, String label, boolean useBias) implements Layer {
        public Wide() {
            this(8, 1L << 40, "none", true);
        }

        @Override
        public Tensor forward(Tensor x, Weights weights) {
            return x;
        }
    }

    public record Chain(List<Layer> layers) implements Layer {
        public Chain() {
            this(List.of(new Plain()));
        }

        @Override
        public Tensor forward(Tensor x, Weights weights) {
            return x;
        }
    }

    public record Plain() implements Layer {
        @Override
        public Tensor forward(Tensor x, Weights weights) {
            return x;
        }
    }

    public record Flat(double level) implements Schedule {
        public Flat() {
            this(1);
        }

        @Override
        public double factor(long step, long steps, int stepsPerEpoch) {
            return level;
        }
    }

    public record Ramp(int epochs, Schedule then) implements Schedule {
        public Ramp() {
            this(5, new Flat());
        }

        @Override
        public double factor(long step, long steps, int stepsPerEpoch) {
            return step;
        }
    }

    public record Odd(Map<String, String> table) implements Regularizer {
        public Odd() {
            this(Map.of());
        }
    }

    public record Bare(double lambda) implements Regularizer {}

    public static final class NoRecord implements Regularizer {}

    /** Knows the fakes of this test. */
    private static final PluginResolver RESOLVER = new PluginResolver() {
        @Override
        public <P extends Plugin> P create(Class<P> kind, Object spec) {
            Object plain = spec instanceof String text ? PluginText.parse(text) : spec;
            String name = plain instanceof Map<?, ?> map
                    ? map.keySet().iterator().next().toString()
                    : plain.toString();
            Map<String, Object> options = new LinkedHashMap<>();
            if (plain instanceof Map<?, ?> map && map.get(name) instanceof Map<?, ?> given) {
                given.forEach((option, value) -> options.put(option.toString(), value));
            }
            Class<? extends Plugin> type = Map.of("wide", Wide.class, "plain", Plain.class, "flat", Flat.class)
                    .get(name);
            return kind.cast(
                    OptionSchema.of(java.util.Objects.requireNonNull(type)).create(options, this));
        }
    };

    @Test
    void optionsAreTheRecordsComponentsWithTheDefaultsOfItsConstructor() {
        OptionSchema<Shrink> schema = OptionSchema.of(Shrink.class);

        assertThat(schema.sentence()).isEqualTo("Makes weights small.");
        assertThat(schema.options())
                .containsExactly(
                        new Option("lambda", "number", 0.01, List.of(), "1/step", "strength λ", Optional.empty()),
                        new Option(
                                "unit",
                                "one of canonical, per-lr, per-schedule, per-step, corrected, timescale-steps, "
                                        + "timescale-epochs, keras, sum-of-squares, sklearn, per-dataset",
                                "per-lr",
                                List.of(
                                        "canonical",
                                        "per-lr",
                                        "per-schedule",
                                        "per-step",
                                        "corrected",
                                        "timescale-steps",
                                        "timescale-epochs",
                                        "keras",
                                        "sum-of-squares",
                                        "sklearn",
                                        "per-dataset"),
                                "",
                                "",
                                Optional.empty()),
                        new Option("cautious", "true or false", false, List.of(), "", "", Optional.empty()));
    }

    @Test
    void theOtherTypesHaveNamesToo() {
        assertThat(OptionSchema.of(Wide.class).options())
                .extracting(Option::name, Option::type, Option::standard)
                .containsExactly(
                        tuple("units", "whole number", 8),
                        tuple("seed", "whole number", 1L << 40),
                        tuple("label", "text", "none"),
                        tuple("use-bias", "true or false", true));
        assertThat(OptionSchema.of(Ramp.class).options().get(1).type()).isEqualTo("schedule");
        assertThat(OptionSchema.of(Chain.class).options().get(0).type()).isEqualTo("list of layers");
    }

    @Test
    void whatIsNotGivenKeepsItsDefault() {
        assertThat(create(Shrink.class, Map.of())).isEqualTo(new Shrink());
        assertThat(create(Shrink.class, Map.of("unit", "per-step"))).isEqualTo(new Shrink(0.01, Unit.PER_STEP, false));
    }

    @Test
    void valuesMayBeTypedOrText() {
        Shrink expected = new Shrink(1, Unit.CORRECTED, true);

        assertThat(create(Shrink.class, Map.of("lambda", 1, "unit", "corrected", "cautious", true)))
                .isEqualTo(expected);
        assertThat(create(Shrink.class, Map.of("lambda", "1e0", "unit", "CORRECTED", "cautious", "true")))
                .isEqualTo(expected);
        assertThat(create(Wide.class, Map.of("units", "1e3", "seed", 2.0, "label", 7, "use-bias", "false")))
                .isEqualTo(new Wide(1000, 2, "7", false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "1.5", "1e10", "1e999999999", "", "0x10"})
    void aWholeNumberIsWholeAndInRange(String units) {
        refused(
                Wide.class,
                Map.of("units", units),
                "layer wide: units must be a whole number (units=%s)".formatted(units));
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "1f", "0x1p3", "1,5", ""})
    void aNumberIsADecimalNumber(String lambda) {
        refused(
                Shrink.class,
                Map.of("lambda", lambda),
                "regularizer shrink: lambda must be a number (lambda=%s)".formatted(lambda));
    }

    @Test
    void otherWrongValuesAreNamedWithWhatIsAllowed() {
        refused(
                Shrink.class,
                Map.of("cautious", "yes"),
                "regularizer shrink: cautious must be true or false (cautious=yes)");
        refused(
                Shrink.class,
                Map.of("unit", "pounds"),
                "regularizer shrink: unit must be one of canonical, per-lr, per-schedule, per-step, corrected, "
                        + "timescale-steps, timescale-epochs, keras, sum-of-squares, sklearn, per-dataset (unit=pounds)");
        refused(Wide.class, Map.of("label", List.of(1.0, 2)), "layer wide: label must be text (label=[1, 2])");
        refused(Chain.class, Map.of("layers", 3), "layer chain: layers must be a list of layers (layers=3)");
    }

    @Test
    void whatTheConstructorRefusesIsToldWithThePluginsName() {
        refused(
                Shrink.class,
                Map.of("lambda", -1),
                "regularizer shrink: lambda must be a finite number >= 0 (lambda=-1)");
        refused(
                Shrink.class,
                Map.of("lambda", "nan"),
                "regularizer shrink: lambda must be a finite number >= 0 (lambda=NaN)");
        refused(
                Shrink.class,
                Map.of("lambda", "1e999"),
                "regularizer shrink: lambda must be a finite number >= 0 (lambda=Infinity)");
    }

    @Test
    void anUnknownOptionIsToldWithTheNearestAndAllThereAre() {
        refused(
                Shrink.class,
                Map.of("lamda", 1),
                "regularizer shrink: there is no option \"lamda\". Nearest: lambda. Options: lambda, unit, cautious");
        refused(
                Shrink.class,
                Map.of("weight", 1),
                "regularizer shrink: there is no option \"weight\". Options: lambda, unit, cautious");
        refused(Plain.class, Map.of("units", 1), "layer plain: there is no option \"units\"; there are none");
    }

    @Test
    void allProblemsAreToldAtOnce() {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("lamda", 1);
        options.put("unit", null);
        options.put("cautious", 2);

        assertThatThrownBy(() -> create(Shrink.class, options))
                .isInstanceOf(RequestException.class)
                .message()
                .satisfies(message -> assertThat(message.lines())
                        .hasSize(3)
                        .allMatch(line -> line.startsWith("regularizer shrink: "))
                        .anyMatch(line -> line.endsWith("(unit=null)"))
                        .anyMatch(line -> line.endsWith("cautious must be true or false (cautious=2)")));
    }

    @Test
    void theFirstOptionOfALayerNeedsNoName() {
        assertThat(create(Wide.class, Map.of("", "64", "use-bias", "false")))
                .isEqualTo(new Wide(64, 1L << 40, "none", false));
        refused(Wide.class, Map.of("", 64, "units", 32), "layer wide: units is given twice");
        refused(Plain.class, Map.of("", 64), "layer plain: there are no options, so not 64");
        refused(Drop.class, Map.of("", 0.2), "regularizer drop: 0.2 needs the option's name. Options: drop, keep");
    }

    @Test
    void anOptionMayBeGivenAsItsComplement() {
        assertThat(create(Drop.class, Map.of("keep", 0.8))).isEqualTo(new Drop(0.2));
        assertThat(create(Drop.class, Map.of("keep", "1"))).isEqualTo(new Drop(0));
        assertThat(OptionSchema.values(new Drop(0.2))).containsExactly(entry("drop", 0.2));
        refused(
                Drop.class,
                Map.of("keep", 0.8, "drop", 0.2),
                "regularizer drop: drop and keep say the same: give one of them");
        refused(Drop.class, Map.of("keep", 0), "regularizer drop: drop must be a number >= 0 and < 1 (drop=1)");
        refused(Drop.class, Map.of("keep", "nan"), "regularizer drop: drop must be a number >= 0 and < 1 (drop=NaN)");
        refused(Drop.class, Map.of("keep", "most"), "regularizer drop: keep must be a number (keep=most)");
    }

    @Test
    void pluginsMayBeOptionsOfPlugins() {
        assertThat(create(Ramp.class, Map.of("then", "flat:level=0.5"))).isEqualTo(new Ramp(5, new Flat(0.5)));
        assertThat(create(Ramp.class, Map.of("then", Map.of("flat", Map.of("level", 2)))))
                .isEqualTo(new Ramp(5, new Flat(2)));
        assertThat(create(Ramp.class, Map.of("then", new Flat(3)))).isEqualTo(new Ramp(5, new Flat(3)));
        assertThat(create(Chain.class, Map.of("layers", "[wide:units=2,plain]")))
                .isEqualTo(new Chain(List.of(new Wide(2, 1L << 40, "none", true), new Plain())));
        assertThat(create(Chain.class, Map.of("layers", List.of("plain", "plain"))))
                .isEqualTo(new Chain(List.of(new Plain(), new Plain())));
    }

    @Test
    void problemsOfInnerPluginsSayWhereTheyAre() {
        refused(
                Ramp.class,
                Map.of("then", "flat:level=high"),
                "schedule ramp: then: schedule flat: level must be a number (level=high)");
    }

    @Test
    void aPluginIsWrittenBackWithEveryDefault() {
        assertThat(OptionSchema.values(new Shrink()))
                .containsExactly(entry("lambda", 0.01), entry("unit", "per-lr"), entry("cautious", false));
        assertThat(OptionSchema.spec(new Ramp(3, new Flat(0.5))))
                .isEqualTo(Map.of("ramp", Map.of("epochs", 3, "then", Map.of("flat", Map.of("level", 0.5)))));
        assertThat(OptionSchema.spec(new Chain(List.of(new Plain()))))
                .isEqualTo(Map.of("chain", Map.of("layers", List.of("plain"))));
    }

    @Test
    void whatIsWrittenIsReadAsTheSame() {
        Ramp ramp = new Ramp(3, new Flat(0.1));

        assertThat(create(Ramp.class, OptionSchema.values(ramp))).isEqualTo(ramp);
    }

    @Test
    void aClassThatIsNoPluginRecordIsRefused() {
        String name = OptionSchemaTest.class.getName();
        assertThatThrownBy(() -> OptionSchema.of(NoRecord.class))
                .hasMessage("a plugin must be a public record, and %s$NoRecord is not", name);
        assertThatThrownBy(() -> OptionSchema.of(Bare.class))
                .hasMessage("%s$Bare has no public constructor without arguments, which gives the defaults", name);
        assertThatThrownBy(() -> OptionSchema.of(Odd.class))
                .hasMessage("no option can have the type java.util.Map<java.lang.String, java.lang.String>");
    }

    private static <P extends Plugin> P create(Class<P> type, Map<String, ?> options) {
        return OptionSchema.of(type).create(options, RESOLVER);
    }

    private static void refused(Class<? extends Plugin> type, Map<String, ?> options, String message) {
        assertThatThrownBy(() -> create(type, options))
                .isInstanceOf(RequestException.class)
                .hasMessage(message);
    }
}
