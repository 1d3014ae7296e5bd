package dev.occam.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.occam.engine.file.Mutation;
import dev.occam.error.RequestException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PreprocessingTest {
    private static final Preprocessing TABLE = new Preprocessing(
            List.of(3),
            List.of(Column.numeric("width"), Column.categorical("colour", List.of("blue", "\"red\""))),
            "species",
            List.of("a", "b"),
            MissingRule.MEAN,
            1,
            List.of(2.0, 0.0, 0.0),
            List.of(0.1, 0.0, 0.0),
            List.of(0.3, 1.0, 1.0));

    @Test
    void itIsReadBackExactlyFromItsJson() {
        assertThat(Preprocessing.fromJson(TABLE.toJson())).isEqualTo(TABLE);
        Preprocessing images = Preprocessing.images(List.of(28, 28), List.of("0", "1"));
        assertThat(Preprocessing.fromJson(images.toJson())).isEqualTo(images);
    }

    @Test
    void itsJsonIsItsComponents() {
        assertThat(Preprocessing.images(List.of(2, 2), List.of("0", "1")).toJson())
                .isEqualTo("{\"exampleShape\":[2,2],\"columns\":[],\"label\":\"\",\"classes\":[\"0\",\"1\"],"
                        + "\"missing\":\"ERROR\",\"divisor\":255.0,\"fill\":[],\"mean\":[],\"scale\":[]}");
    }

    @Test
    void missingValuesAreFilledThenScaled() {
        float[] values = {Float.NaN, 1, 0, 0.1f, 0, 1};
        TABLE.apply(values);
        assertThat(values).containsExactly((float) ((2 - 0.1) / 0.3), 1, 0, (float) ((0.1f - 0.1) / 0.3), 0, 1);
    }

    @Test
    void jsonThatIsNotItsOwnIsRefusedInAFewLines() {
        for (String json : List.of(
                "",
                "null",
                "[]",
                "{}",
                "{\"exampleShape\":[0]}",
                "7",
                TABLE.toJson().replace("0.3", "0"),
                TABLE.toJson().replace("0.3", "1e999"),
                TABLE.toJson().replace("[3]", "[4]"),
                TABLE.toJson().replace("[3]", "[2147483647,2147483647]"),
                TABLE.toJson().replace("\"b\"", "\"a\""),
                TABLE.toJson() + "x")) {
            assertThatThrownBy(() -> Preprocessing.fromJson(json))
                    .as(json)
                    .isInstanceOf(RequestException.class)
                    .hasMessageStartingWith("The model's preprocessing cannot be read: ")
                    .hasMessageEndingWith(".\n  Use a model file as \"occam train\" wrote it.");
        }
    }

    @Test
    void damagedJsonIsReadOrRefused() {
        byte[] valid = TABLE.toJson().getBytes(StandardCharsets.UTF_8);
        Random random = new Random(3);
        for (int i = 0; i < 2000; i++) {
            String json = new String(Mutation.of(valid, random), StandardCharsets.UTF_8);
            Mutation.mustSucceedOrRefuse(json, () -> Preprocessing.fromJson(json));
        }
    }

    @Test
    void whatCannotBeIsSaidByName() {
        assertThatThrownBy(() -> Column.categorical("c", List.of()))
                .hasMessage("column c is CATEGORICAL and has 0 categories");
        assertThatThrownBy(() -> Column.categorical("c", List.of("a", "a")))
                .hasMessage("column c has a category twice");
        assertThatThrownBy(() -> TABLE.learnt(List.of(1.0), List.of(), List.of()))
                .hasMessage("fill must hold 3 values, not 1");
    }
}
