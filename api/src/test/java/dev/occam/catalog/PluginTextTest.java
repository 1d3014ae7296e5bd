package dev.occam.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.occam.error.RequestException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PluginTextTest {
    @Test
    void aNameAloneIsAPluginWithItsDefaults() {
        assertThat(PluginText.parse(" relu ")).isEqualTo("relu");
    }

    @Test
    void optionsFollowTheName() {
        assertThat(PluginText.parse("adam:lr=1e-3,beta1=0.8"))
                .isEqualTo(Map.of("adam", Map.of("lr", "1e-3", "beta1", "0.8")));
        assertThat(PluginText.parse("adam:lr=1e-3;beta1=0.8"))
                .isEqualTo(Map.of("adam", Map.of("lr", "1e-3", "beta1", "0.8")));
    }

    @Test
    void aListIsSeparatedByCommasAndItsOptionsBySemicolons() {
        assertThat(PluginText.parseList("dense:128;bias=false,relu,dense:units=10;bias=true"))
                .isEqualTo(List.of(
                        Map.of("dense", Map.of("", "128", "bias", "false")),
                        "relu",
                        Map.of("dense", Map.of("units", "10", "bias", "true"))));
        assertThat(PluginText.parseList("dense:128,relu")).isEqualTo(List.of(Map.of("dense", "128"), "relu"));
    }

    @Test
    void bracketsHoldPluginsWithinPlugins() {
        assertThat(PluginText.parse("linear-warmup:epochs=5,then=[step:every=10,gamma=0.5]"))
                .isEqualTo(Map.of("linear-warmup", Map.of("epochs", "5", "then", "[step:every=10,gamma=0.5]")));
        assertThat(PluginText.parse("[step:every=10,gamma=0.5]"))
                .isEqualTo(Map.of("step", Map.of("every", "10", "gamma", "0.5")));
        assertThat(PluginText.parseList("residual:[dense:8,relu],dense:10"))
                .isEqualTo(List.of(Map.of("residual", "[dense:8,relu]"), Map.of("dense", "10")));
        assertThat(PluginText.parseList("[residual:[dense:8;bias=false],[relu]]"))
                .isEqualTo(List.of(Map.of("residual", "[dense:8;bias=false]"), "relu"));
    }

    @Test
    void textOfAnotherFormIsRefusedWithWhatIsWrong() {
        refused("", "\"\" names no plugin: write name or name:option=value");
        refused(":lr=1", "\":lr=1\" names no plugin: write name or name:option=value");
        refused("adam:", "\"adam:\": \"\" is not of the form option=value");
        refused("adam:=1", "\"adam:=1\": \"=1\" is not of the form option=value");
        refused("adam:lr=", "\"adam:lr=\": \"lr=\" is not of the form option=value");
        refused("adam:lr=1,2", "\"adam:lr=1,2\": only the first option may lack its name, not \"2\"");
        refused("adam:lr=1,lr=2", "\"adam:lr=1,lr=2\" gives the option \"lr\" twice");
        refused("residual:[relu", "\"[relu\": the brackets do not match");
        refused("residual:relu]", "\"relu]\": the brackets do not match");
    }

    private static void refused(String text, String message) {
        assertThatThrownBy(() -> PluginText.parse(text))
                .isInstanceOf(RequestException.class)
                .hasMessage(message);
    }
}
