package dev.occam.regularizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.occam.catalog.PluginCatalog;
import dev.occam.catalog.PluginDescription;
import dev.occam.catalog.PluginKind;
import dev.occam.error.RequestException;
import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Unit;
import java.util.List;
import org.junit.jupiter.api.Test;

class InstalledTest {
    private final PluginCatalog catalog = PluginCatalog.find(List.of());

    @Test
    void everyRuleIsFoundAndDescribed() {
        List<PluginDescription> rules = catalog.list().stream()
                .filter(plugin -> plugin.kind() == PluginKind.REGULARIZER)
                .toList();

        assertThat(rules)
                .extracting(PluginDescription::name)
                .containsExactly(
                        "activity-l1",
                        "activity-l2",
                        "alpha-dropout",
                        "decoupled-decay",
                        "drop-connect",
                        "dropout",
                        "elastic-net",
                        "gaussian-dropout",
                        "gaussian-noise",
                        "gradient-noise",
                        "group-lasso",
                        "l1",
                        "l2",
                        "l2-sp",
                        "label-smoothing",
                        "max-norm",
                        "non-negative",
                        "orthogonal",
                        "stochastic-depth",
                        "unit-norm");
        assertThat(rules).allSatisfy(rule -> {
            assertThat(rule.isUsable()).isTrue();
            assertThat(rule.sentence()).isNotEmpty();
            assertThat(rule.options())
                    .allSatisfy(option -> assertThat(option.sentence()).isNotEmpty());
        });
    }

    @Test
    void rulesAreMadeFromText() {
        assertThat(create("decoupled-decay:lambda=0.1,unit=per-step"))
                .isEqualTo(new DecoupledDecay(0.1, Unit.PER_STEP, false));
        assertThat(create("dropout:keep=0.8,spatial=true")).isEqualTo(new Dropout(0.2, true));
        assertThat(create("drop-connect:keep=0.8")).isEqualTo(new DropConnect(0.2));
        assertThat(create("gradient-noise:variance=0.3")).isEqualTo(new GradientNoise(0.3, 0.55));
        assertThat(create("non-negative")).isEqualTo(new NonNegative());
        assertThat(create("elastic-net:l1=1e-3,l2=1e-2")).isEqualTo(new ElasticNet(1e-3, 1e-2));
    }

    @Test
    void badOptionsAreToldWithTheRule() {
        refused("l1:lambda=-1", "regularizer l1: lambda must be a finite number >= 0 (lambda=-1)");
        refused("dropout:0.2", "regularizer dropout: 0.2 needs the option's name. Options: drop, keep, spatial");
        refused(
                "l3",
                "No regularizer is called \"l3\". Nearest: l2."
                        + " Installed: activity-l1, activity-l2, alpha-dropout, decoupled-decay, drop-connect, dropout, elastic-net, gaussian-dropout, gaussian-noise, gradient-noise, group-lasso, l1, l2, l2-sp, label-smoothing, max-norm, non-negative, orthogonal, stochastic-depth, unit-norm.");
    }

    private Regularizer create(String text) {
        return catalog.create(Regularizer.class, text);
    }

    private void refused(String text, String message) {
        assertThatThrownBy(() -> create(text))
                .isInstanceOf(RequestException.class)
                .hasMessage(message);
    }
}
