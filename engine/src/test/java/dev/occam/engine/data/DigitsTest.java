package dev.occam.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.occam.data.Dataset;
import dev.occam.data.Targets;
import dev.occam.error.RequestException;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DigitsTest {
    private static final DataOptions NOISY =
            DataOptions.from(Map.of("path", "digits", "rows", 800, "label-noise", 0.2));

    @Test
    void theEmbeddedFileIsTheOneOfTheNotice() throws IOException, GeneralSecurityException {
        try (InputStream resource = Digits.class.getResourceAsStream("digits.csv.gz")) {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(resource.readAllBytes());
            assertThat(HexFormat.of().formatHex(digest))
                    .isEqualTo("46abec6b12486ad9e51943373abcf22bbea1b5a51a1619b361570d8893f1464a");
        }
    }

    @Test
    void aFifthIsTestedAndPixelsLieBetween0And1() {
        PreparedData data = DataSource.prepare(DataOptions.of("digits"), 42);

        assertThat(data.train().size()).isEqualTo(1438);
        assertThat(data.test())
                .hasValueSatisfying(test -> assertThat(test.size()).isEqualTo(359));
        assertThat(data.validation()).isEmpty();
        assertThat(data.train().exampleShape()).containsExactly(64);
        float[] sorted = data.train().features().clone();
        Arrays.sort(sorted);
        assertThat(sorted[0]).isZero();
        assertThat(sorted[sorted.length - 1]).isEqualTo(1);
        assertThat(classes(data.train()).names()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        assertThat(counts(data.test().orElseThrow())).allMatch(count -> count >= 34 && count <= 37);
    }

    @Test
    void partsDoNotOverlapAndTogetherAreEverything() {
        PreparedData data = DataSource.prepare(DataOptions.of("digits").withValidation(new Share(0.1)), 7);
        Dataset validation = data.validation().orElseThrow();
        Dataset test = data.test().orElseThrow();

        assertThat(validation.size()).isEqualTo(144);
        assertThat(data.train().size() + validation.size() + test.size()).isEqualTo(1797);
        Set<List<Float>> seen = new HashSet<>(rows(data.train()));
        assertThat(rows(validation)).noneMatch(seen::contains);
        seen.addAll(rows(validation));
        assertThat(rows(test)).noneMatch(seen::contains);
    }

    @Test
    void everyRowIsTrainedOnWhereNothingIsSetAside() {
        PreparedData data = DataSource.prepare(DataOptions.from(Map.of("path", "digits", "test", 0)), 1);
        assertThat(data.train().size()).isEqualTo(1797);
        assertThat(data.test()).isEmpty();
    }

    @Test
    void eightHundredNoisyRowsAreStratifiedAndTheTestPartStaysClean() {
        PreparedData noisy = DataSource.prepare(NOISY, 42);
        PreparedData clean = DataSource.prepare(DataOptions.from(Map.of("path", "digits", "rows", 800)), 42);

        assertThat(noisy.train().size()).isEqualTo(800);
        assertThat(counts(clean.train())).allMatch(count -> count >= 77 && count <= 82);
        assertThat(noisy.train().features()).isEqualTo(clean.train().features());
        assertThat(classes(noisy.test().orElseThrow()).labels())
                .isEqualTo(classes(clean.test().orElseThrow()).labels());
        int wrong = 0;
        for (int i = 0; i < 800; i++) {
            wrong +=
                    classes(noisy.train()).labels()[i] == classes(clean.train()).labels()[i] ? 0 : 1;
        }
        // 160 are redrawn, a tenth of them to what they were.
        assertThat(wrong).isBetween(130, 158);
    }

    @Test
    void theSeedFixesEveryNumber() {
        assertThat(DataSource.prepare(NOISY, 42).hash())
                .isEqualTo(DataSource.prepare(NOISY, 42).hash())
                .isEqualTo("3987e1e05c5de50d5d276a668347885c7bd5de9ecf9f0768532136734c3d2689");
        assertThat(DataSource.prepare(NOISY, 43).hash())
                .isNotEqualTo(DataSource.prepare(NOISY, 42).hash());
    }

    @Test
    void digitsArePredictedInTheFormOfTheModel() {
        PreparedData data =
                DataSource.prepare(DataOptions.from(Map.of("path", "digits", "standardize", true, "test", 0)), 1);
        PredictionData read = DataSource.readForPrediction(
                "digits", Preprocessing.fromJson(data.preprocessing().toJson()));
        assertThat(read.labelled()).isTrue();
        assertThat(read.data().features()).isEqualTo(data.train().features());
    }

    @Test
    void moreRowsThanThereAreCannotBeHad() {
        assertThatThrownBy(() -> DataSource.prepare(DataOptions.from(Map.of("path", "digits", "rows", 1500)), 1))
                .isInstanceOf(RequestException.class)
                .hasMessage(
                        "data: rows: 1500 asks for more than the 1438 rows of digits that test and validation leave.\n"
                                + "  Ask for fewer.");
    }

    @Test
    void optionsOfTablesMeanNothingForDigits() {
        assertThatThrownBy(() -> DataSource.prepare(DataOptions.from(Map.of("path", "digits", "label", "x")), 1))
                .hasMessageStartingWith("data: \"digits\" is no table, so label, classes: false, missing,");
    }

    @Test
    void anUnknownSourceIsNamedWithTheNearest() {
        assertThatThrownBy(() -> DataSource.prepare(DataOptions.of("digit"), 1))
                .isInstanceOf(RequestException.class)
                .hasMessage("data: there is no file or folder \"digit\". Did you mean digits?\n"
                        + "  Give digits, fashion-mnist, a CSV file or a folder of IDX files.");
        assertThatThrownBy(() -> DataSource.prepare(DataOptions.of("a\0b"), 1)).hasMessageContaining("is no path");
    }

    @Test
    void theEffectiveOptionsNameWhatWasLeftOpen() {
        assertThat(DataSource.effective(DataOptions.of("digits")).toMap())
                .isEqualTo(Map.of(
                        "path", "digits", "test", 0.2, "missing", "error", "label-noise", 0.0, "standardize", false));
    }

    private static Targets.Classes classes(Dataset data) {
        return (Targets.Classes) data.targets();
    }

    private static List<Integer> counts(Dataset data) {
        Integer[] counts = new Integer[10];
        Arrays.fill(counts, 0);
        for (int label : classes(data).labels()) {
            counts[label]++;
        }
        return List.of(counts);
    }

    private static List<List<Float>> rows(Dataset data) {
        List<List<Float>> rows = new ArrayList<>();
        for (int row = 0; row < data.size(); row++) {
            List<Float> values = new ArrayList<>();
            for (int j = 0; j < 64; j++) {
                values.add(data.features()[row * 64 + j]);
            }
            rows.add(values);
        }
        return rows;
    }
}
