package dev.occam.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.occam.error.RequestException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DataOptionsTest {
    @Test
    void aTextIsAPathWithEveryOptionAtItsDefault() {
        assertThat(DataOptions.from("digits")).isEqualTo(DataOptions.of("digits"));
    }

    @Test
    void allOptionsAreReadAndWrittenBack() {
        Map<String, Object> map = Map.of(
                "path",
                "iris.csv",
                "label",
                "species",
                "classes",
                true,
                "test",
                0.2,
                "missing",
                "drop-row",
                "rows",
                800,
                "label-noise",
                0.2,
                "standardize",
                false,
                "categorical",
                List.of("month"),
                "ignore",
                List.of("id"));

        DataOptions options = DataOptions.from(map);

        assertThat(options)
                .isEqualTo(new DataOptions(
                        "iris.csv",
                        Optional.of("species"),
                        LabelKind.CLASSES,
                        Optional.of(new Share(0.2)),
                        Share.NONE,
                        MissingRule.DROP_ROW,
                        Optional.of(800),
                        0.2,
                        Optional.of(false),
                        List.of("month"),
                        List.of("id")));
        assertThat(options.toMap()).isEqualTo(map);
        assertThat(DataOptions.from(options.toMap())).isEqualTo(options);
    }

    @Test
    void textFromACommandLineIsReadLikeASpec() {
        assertThat(DataOptions.from(
                        Map.of("path", "d.csv", "test", "100", "rows", "50", "classes", "false", "ignore", "id")))
                .isEqualTo(DataOptions.from(
                        Map.of("path", "d.csv", "test", 100, "rows", 50, "classes", false, "ignore", List.of("id"))));
    }

    @Test
    void anUnknownOptionIsNamedWithTheNearest() {
        assertThatThrownBy(() -> DataOptions.from(Map.of("path", "a.csv", "lable", "x")))
                .isInstanceOf(RequestException.class)
                .hasMessage("data: no option is called \"lable\". Nearest: label. Options: path, label, classes, test,"
                        + " missing, rows, label-noise, standardize, categorical, ignore.");
    }

    @Test
    void allProblemsAreReportedAtOnce() {
        Map<String, Object> wrong = new HashMap<>(Map.of(
                "test",
                1.5,
                "missing",
                "median",
                "rows",
                0,
                "label-noise",
                2,
                "standardize",
                "yes",
                "ignore",
                List.of(List.of())));
        wrong.put("label", null);
        assertThatThrownBy(() -> DataOptions.from(wrong))
                .isInstanceOf(RequestException.class)
                .hasMessage("""
                        data: path is missing. Say what to read, for instance path: digits.
                        data: label must be the name of a column, not empty.
                        data: test must be a fraction from 0 to below 1 or a whole number of rows, not "1.5".
                        data: missing must be error, mean, zero, drop-row, not "median".
                        data: rows must be a whole number >= 1, not "0".
                        data: label-noise must be a fraction from 0 to 1, not "2".
                        data: standardize must be true or false, not "yes".
                        data: ignore must be a list of columns, not "[[]]".\
                        """);
    }

    @Test
    void dataThatAreNeitherTextNorMapAreRefused() {
        assertThatThrownBy(() -> DataOptions.from(List.of(1)))
                .hasMessage(
                        "data: must be digits, fashion-mnist, a CSV file, a folder, or {path: ..., options}, not \"[1]\".");
        assertThatThrownBy(() -> DataOptions.from(null)).hasMessageContaining("not empty.");
        assertThatThrownBy(() -> DataOptions.from(" ")).isInstanceOf(RequestException.class);
    }

    @Test
    void aLossDecidesTheLabelOnlyWhereTheUserDidNot() {
        DataOptions said = DataOptions.from(Map.of("path", "a.csv", "classes", false));
        assertThat(said.withLabelKindIfAuto(LabelKind.CLASSES).labelKind()).isEqualTo(LabelKind.VALUES);
        assertThat(DataOptions.of("a.csv")
                        .withLabelKindIfAuto(LabelKind.CLASSES)
                        .labelKind())
                .isEqualTo(LabelKind.CLASSES);
    }
}
