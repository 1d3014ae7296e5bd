package dev.occam.engine.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.catalog.PluginCatalog;
import dev.occam.catalog.PluginDescription;
import dev.occam.catalog.PluginKind;
import dev.occam.plugin.Layer;
import dev.occam.plugin.Optimizer;
import dev.occam.plugin.Schedule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InstalledTest {
    private final PluginCatalog catalog = PluginCatalog.find(List.of());

    @Test
    void everyBuiltInIsFoundUnderItsName() {
        assertThat(names(PluginKind.LAYER))
                .contains(
                        "average-pool",
                        "batch-norm",
                        "conv2d",
                        "dense",
                        "flatten",
                        "gelu",
                        "layer-norm",
                        "max-pool",
                        "relu",
                        "residual",
                        "sigmoid",
                        "tanh");
        assertThat(names(PluginKind.LOSS))
                .contains("binary-cross-entropy", "huber", "mean-squared-error", "softmax-cross-entropy");
        assertThat(names(PluginKind.OPTIMIZER)).contains("adagrad", "adam", "rmsprop", "sgd");
        assertThat(names(PluginKind.SCHEDULE)).contains("constant", "cosine", "linear-warmup", "step");
        assertThat(names(PluginKind.STRATEGY)).containsExactly("ema", "mixup", "sam", "swa");
        assertThat(catalog.list())
                .filteredOn(plugin -> plugin.className().startsWith("dev.occam.engine.builtin")
                        || plugin.kind() == PluginKind.STRATEGY)
                .allSatisfy(plugin -> {
                    assertThat(plugin.isUsable()).isTrue();
                    assertThat(plugin.sentence()).isNotEmpty();
                    assertThat(plugin.options())
                            .allSatisfy(option -> assertThat(option.sentence()).isNotEmpty());
                });
    }

    @Test
    void modelsAreMadeFromText() {
        assertThat(catalog.create(Layer.class, "residual:[dense:64;bias=false,relu]"))
                .isEqualTo(new Residual(List.of(new Dense(64, false), new Relu())));
        assertThat(catalog.create(Layer.class, Map.of("dense", 10))).isEqualTo(new Dense(10, true));
        assertThat(catalog.create(Optimizer.class, "adam:lr=1e-2")).isEqualTo(new Adam(0.01, 0.9, 0.999, 1e-8));
        assertThat(catalog.create(Schedule.class, "linear-warmup:epochs=5,then=[step:every=3,gamma=0.5]"))
                .isEqualTo(new LinearWarmup(5, 0, new StepDecay(3, 0.5)));
    }

    @Test
    void whatIsWrittenIntoASpecIsReadAsTheSame() {
        Layer layer = new Residual(List.of(new Dense(64, false), new Residual(List.of(new Gelu()))));

        assertThat(catalog.create(Layer.class, catalog.spec(layer))).isEqualTo(layer);
    }

    private List<String> names(PluginKind kind) {
        return catalog.list().stream()
                .filter(plugin -> plugin.kind() == kind)
                .map(PluginDescription::name)
                .toList();
    }
}
