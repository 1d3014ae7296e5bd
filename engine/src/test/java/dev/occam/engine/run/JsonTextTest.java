package dev.occam.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTextTest {
    @Test
    void mapsListsTextsAndNumbersAreWrittenInTheirOrder() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("epoch", 3);
        object.put("seed", 1L << 40);
        object.put("loss", 0.1);
        object.put("rule \"l2\"", Map.of("share", List.of("a", "b")));

        assertThat(JsonText.line(object))
                .isEqualTo(
                        "{\"epoch\":3,\"seed\":1099511627776,\"loss\":0.1,\"rule \\\"l2\\\"\":{\"share\":[\"a\",\"b\"]}}");
        assertThat(JsonText.indented(Map.of("plugins", List.of("l2"), "empty", Map.of())))
                .contains("\n  \"plugins\" : [ \"l2\" ]")
                .contains("\n  \"empty\" : { }");
    }

    @Test
    void whatIsNotFiniteIsNull() {
        assertThat(JsonText.line(Map.of("loss", Double.NaN))).isEqualTo("{\"loss\":null}");
        assertThat(JsonText.line(Map.of("loss", Double.NEGATIVE_INFINITY))).isEqualTo("{\"loss\":null}");
    }

    @Test
    void anythingElseIsRefusedWithItsKind() {
        assertThatThrownBy(() -> JsonText.line(Map.of("path", new StringBuilder("x"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("JSON of a StringBuilder is not written here; maps, lists, texts and numbers are");
    }
}
