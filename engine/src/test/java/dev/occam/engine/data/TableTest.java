package dev.occam.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.occam.data.Dataset;
import dev.occam.data.Targets;
import dev.occam.error.RequestException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableTest {
    private static final String FLOWERS = "width,colour,species\n1,red,b\n2,blue,a\n4,red,b\n5,green,a\n";

    @TempDir
    private Path folder;

    @Test
    void textColumnsAreOneHotAndATextLabelMakesClasses() {
        PreparedData data = prepare(FLOWERS, Map.of("test", 0, "standardize", false));

        assertThat(data.train().exampleShape()).containsExactly(4);
        assertThat(data.train().features()).containsExactly(1, 0, 0, 1, 2, 1, 0, 0, 4, 0, 0, 1, 5, 0, 1, 0);
        assertThat(classes(data.train()).names()).containsExactly("a", "b");
        assertThat(classes(data.train()).labels()).containsExactly(1, 0, 1, 0);
        assertThat(data.preprocessing().columns())
                .containsExactly(
                        Column.numeric("width"), Column.categorical("colour", List.of("blue", "green", "red")));
    }

    @Test
    void aNumericLabelIsPredictedAsANumberUnlessClassesAreAskedFor() {
        String csv = "x,y\n1,10\n2,9\n3,10.0\n4,-1\n";
        PreparedData values = prepare(csv, Map.of("test", 0));
        assertThat(values.train().targets()).isInstanceOf(Targets.Values.class);
        assertThat(((Targets.Values) values.train().targets()).values()).containsExactly(10, 9, 10, -1);
        assertThat(((Targets.Values) values.train().targets()).names()).containsExactly("y");

        PreparedData classes = prepare(csv, Map.of("test", 0, "classes", true));
        assertThat(classes(classes.train()).names()).containsExactly("-1", "9", "10");
        assertThat(classes(classes.train()).labels()).containsExactly(2, 1, 2, 0);
    }

    @Test
    void anyColumnCanBeTheLabelAndColumnsCanBeIgnored() {
        PreparedData data = prepare(FLOWERS, Map.of("test", 0, "label", "width", "ignore", List.of("species")));
        assertThat(data.preprocessing().columns()).extracting(Column::name).containsExactly("colour");
        assertThat(((Targets.Values) data.train().targets()).values()).containsExactly(1, 2, 4, 5);
    }

    @Test
    void numbersCanBeReadAsCategories() {
        PreparedData data = prepare("month,y\n10,a\n9,b\n9.0,a\n", Map.of("test", 0, "categorical", List.of("month")));
        assertThat(data.preprocessing().columns()).containsExactly(Column.categorical("month", List.of("9", "10")));
        assertThat(data.train().features()).containsExactly(0, 1, 1, 0, 1, 0);
    }

    @Test
    void standardizationIsLearntOnTheTrainingPartOnly() {
        StringBuilder csv = new StringBuilder("x,constant,colour,y\n");
        for (int i = 0; i < 50; i++) {
            csv.append(i * i)
                    .append(",0.1,")
                    .append(i % 2 == 0 ? "a" : "b")
                    .append(',')
                    .append(i % 3 == 0 ? "u" : "v")
                    .append('\n');
        }
        PreparedData data = prepare(csv.toString(), Map.of("test", 0.4));
        Dataset train = data.train();

        double sum = 0;
        double squares = 0;
        for (int row = 0; row < train.size(); row++) {
            float x = train.features()[row * 4];
            sum += x;
            squares += x * x;
            assertThat(train.features()[row * 4 + 1]).isZero();
            assertThat(train.features()[row * 4 + 2] + train.features()[row * 4 + 3])
                    .isEqualTo(1);
        }
        assertThat(sum / train.size()).isCloseTo(0, within(1e-6));
        assertThat(squares / train.size()).isCloseTo(1, within(1e-5));
        assertThat(data.preprocessing().scale().subList(1, 4)).containsExactly(1.0, 1.0, 1.0);
        Dataset test = data.test().orElseThrow();
        double testSum = 0;
        for (int row = 0; row < test.size(); row++) {
            testSum += test.features()[row * 4];
        }
        assertThat(Math.abs(testSum)).isGreaterThan(1e-3);
    }

    @Test
    void missingValuesAreFilledAsAskedForAndCategoriesBecomeZeros() {
        String csv = "x,colour,y\n1,red,a\n,blue,b\n4,?,a\n";
        assertThat(prepare(csv, options("missing", "mean")).train().features())
                .containsExactly(1, 0, 1, 2.5f, 1, 0, 4, 0, 0);
        assertThat(prepare(csv, options("missing", "zero")).train().features())
                .containsExactly(1, 0, 1, 0, 1, 0, 4, 0, 0);
        assertThat(prepare(csv.replace("b\n", "b\n9,red,b\n"), options("missing", "drop-row"))
                        .train()
                        .features())
                .containsExactly(1, 1, 9, 1);
    }

    @Test
    void theMeanThatFillsIsTheTrainingPartsAndComesWithTheModel() {
        StringBuilder csv = new StringBuilder("x,y\n");
        for (int i = 0; i < 20; i++) {
            csv.append(i % 5 == 0 ? "NaN" : i).append(i % 2 == 0 ? ",a\n" : ",b\n");
        }
        PreparedData data = prepare(csv.toString(), Map.of("missing", "mean", "standardize", false, "test", 0.5));
        double mean = data.preprocessing().fill().get(0);

        PredictionData read = predict("x\n\"\"\n7\n", data.preprocessing());

        assertThat(read.data().features()).containsExactly((float) mean, 7);
        assertThat(data.train().features()).contains((float) mean);
    }

    @Test
    void otherDataAreBroughtIntoTheFormOfTheModel() {
        PreparedData data = prepare(FLOWERS, Map.of("test", 0));

        PredictionData read = predict("id,species,colour,width\n7,b,red,1\n8,a,blue,2\n", data.preprocessing());

        assertThat(read.labelled()).isTrue();
        assertThat(read.data().features()).isEqualTo(Arrays.copyOf(data.train().features(), 8));
        assertThat(classes(read.data()).labels()).containsExactly(1, 0);
    }

    @Test
    void theLabelMayBeAbsentWhenPredicting() {
        PredictionData classes = predict(
                "colour,width\nred,1\n", prepare(FLOWERS, Map.of("test", 0)).preprocessing());
        assertThat(classes.labelled()).isFalse();
        assertThat(classes(classes.data()).names()).containsExactly("a", "b");

        PredictionData values = predict(
                "x\n1\n2\n", prepare("x,y\n1,2\n3,4\n", Map.of("test", 0)).preprocessing());
        assertThat(values.labelled()).isFalse();
        assertThat(values.data().size()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            width,colour,species;1,red,b;2,pink,b  | line 3, column "colour": the model knows no category "pink".;  Known: "blue", "green", "red".
            width,colour,species;1,red,c           | line 2, column "species": the model knows no class "c".;  Known: "a", "b".
            widht,colour,species;1,red,a           | no column is called "width".;  Columns: "widht", "colour", "species". Nearest: "widht".
            width,colour;1,                        | line 2, column "colour": the value is missing.
            width,colour                           | there is a header but no row.;  Add rows.
            """)
    void dataThatDoNotFitTheModelAreRefused(String csv, String message) {
        Preprocessing form = prepare(FLOWERS, Map.of("test", 0)).preprocessing();
        assertThatThrownBy(() -> predict(csv.replace(';', '\n'), form))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining(message.replace(';', '\n'));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            x,y;1,a;2,b,c;                        | , line 3: the row has 3 cells, but the header names 2 columns.;  Quote cells that hold commas, and give each row all its cells.
            x,y;1,a;2;                            | , line 3: the row has 1 cells, but the header names 2 columns.
            x,y;1,a;,b;                           | , line 3, column "x": the value is missing.;  Put one in; for training, missing: mean, zero or drop-row says what else to do.
            x,y;1,a;NaN,b;                        | , line 3, column "x": the value is missing ("NaN").
            x,y;1,a;2,;3,b;                       | , line 3, column "y": the label is missing.;  A label cannot be filled in: complete it, or leave the row out (missing: drop-row).
            x,y;1,a;-inf,b;                       | , line 3, column "x": "-inf" is not a finite float32 number (at most 3.4e38).
            x,y;1,a;1e39,b;                       | , line 3, column "x": "1e39" is not a finite float32 number (at most 3.4e38).
            x,y;1,a;2,b;3x,b;                     | , line 4, column "x": "3x" is not a number.;  Correct it; to read the column as categories, name it under categorical.
            x,y;1,1;2,2;3,x;                      | , line 4, column "y": "x" is not a number.;  Correct it, or make classes of the label by classes: true.
            x,x;1,a;                              | , the header: columns 1 and 2 are both called "x".;  Rename one.
            x,,y;1,2,a;                           | , the header: column 2 of 3 has no name.;  Name every column in the first line.
            1,2;3,4;                              | , the header: it holds only numbers, but the first line must name the columns.;  Add a line such as: a,b,label
            x,y;                                  | : there is a header but no row to train on.
            x;1;                                  | : there is no feature column beside the label "x".
            x,y;1,a;2,a;                          | : label "y" has 1 class, "a".;  There must be two classes at least; choose the label column by label.
            x,z,y;1,,a;2,,b;                      | : column "z" has no value at all.;  Name it under ignore.
            """)
    void eachFaultOfATableIsNamedWithItsPlace(String csv, String message) throws IOException {
        Path path = write(csv.replace(';', '\n').getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> DataSource.prepare(DataOptions.from(Map.of("path", path.toString(), "test", 0)), 1))
                .isInstanceOf(RequestException.class)
                .hasMessageStartingWith(path.toString())
                .hasMessageContaining(message.replace(".;  ", ".\n  "));
    }

    @Test
    void anUnknownColumnIsNamedWithTheNearest() {
        assertThatThrownBy(() -> prepare(FLOWERS, Map.of("label", "specie")))
                .isInstanceOf(RequestException.class)
                .hasMessageEndingWith("no column is called \"specie\".\n"
                        + "  Columns: \"width\", \"colour\", \"species\". Nearest: \"species\".");
        assertThatThrownBy(() -> prepare(FLOWERS, Map.of("label", "width", "ignore", "width")))
                .hasMessage("data: \"width\" is the label and under ignore.\n  Take it out of one.");
    }

    @Test
    void anEmptyFileAFolderWithoutIdxFilesAndOtherSeparatorsAreNamed() {
        assertThatThrownBy(() -> prepare("", Map.of())).hasMessageContaining("is empty.\n  A CSV file begins with");
        assertThatThrownBy(() -> prepare("x;y\n1;2\n", Map.of())).hasMessageContaining("Separate the cells by commas");
        assertThatThrownBy(() -> DataSource.prepare(DataOptions.of(folder.toString()), 1))
                .hasMessageContaining("holds no train-images-idx3-ubyte");
    }

    @Test
    void aQuoteThatIsNotClosedIsNamedWithTheRowBeforeIt() {
        assertThatThrownBy(() -> prepare("x,y\n1,a\n2,\"b\n3,c\n", Map.of()))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("the row after line 2 cannot be read: ");
        assertThatThrownBy(() -> prepare("x,y\n1,\"a\"b\n", Map.of()))
                .hasMessageContaining("the row after line 1 cannot");
    }

    @Test
    void byteOrderMarksQuotesLineEndingsAndGzipAreUnderstood() throws IOException {
        String odd = "\ufeff\"width\" ,colour,species\r\n1,\"red\",b\r\n\r\n 2 ,blue,a\r\n4,red,b\r\n5,green,\"a\"";
        float[] expected = prepare(FLOWERS, Map.of("test", 0)).train().features();
        assertThat(prepare(odd.replace("\" ,", "\","), Map.of("test", 0))
                        .train()
                        .features())
                .isEqualTo(expected);
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(zipped)) {
            out.write(FLOWERS.getBytes(StandardCharsets.UTF_8));
        }
        Path path = write(zipped.toByteArray());
        DataOptions options = DataOptions.from(Map.of("path", path.toString(), "test", 0));
        assertThat(DataSource.prepare(options, 1).train().features()).isEqualTo(expected);
        write(Arrays.copyOf(zipped.toByteArray(), zipped.size() - 12));
        assertThatThrownBy(() -> DataSource.prepare(options, 1))
                .isInstanceOf(RequestException.class)
                .hasMessageEndingWith("The file is damaged or incomplete: copy or download it again.");
    }

    @Test
    void linesAreCountedAsAnEditorCountsThem() {
        assertThatThrownBy(() -> prepare("x,y\r\n\"1\",\"a\r\nb\"\r\n\r\nz,c\r\n3,d\r\n", Map.of()))
                .hasMessageContaining("line 5, column \"x\": \"z\" is not a number");
    }

    @Test
    void textThatIsNotUtf8IsRefused() throws IOException {
        Path path = write("x,y\n1,é\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> DataSource.prepare(DataOptions.of(path.toString()), 1))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("is not UTF-8.\n  Save the file as UTF-8.");
    }

    @Test
    void anIdentifierIsNotACategory() {
        StringBuilder csv = new StringBuilder("id,x,y\n");
        for (int i = 0; i < 10_001; i++) {
            csv.append("id").append(i).append(",1,").append(i % 2 == 0 ? "a\n" : "b\n");
        }
        assertThatThrownBy(() -> prepare(csv.toString(), Map.of()))
                .hasMessageEndingWith(
                        "text column \"id\" has too many different values to be a category (10000 at most, of 1000 characters).\n"
                                + "  If it is an identifier or free text, name it under ignore; if it is a category, under categorical.");
        assertThat(prepare(csv.toString(), Map.of("ignore", "id")).train().width())
                .isEqualTo(1);
    }

    @Test
    void aLabelWithTooManyValuesMakesNoClasses() {
        assertThatThrownBy(() -> prepare("x,y\n1," + "a".repeat(1001) + "\n2,b\n", Map.of()))
                .hasMessageContaining(
                        "label \"y\" has too many different values to be classes (10000 at most, of 1000 characters).\n"
                                + "  Choose the label column by label, or predict numbers by classes: false.");
    }

    @Test
    void aColumnThatLooksNumericAtFirstIsStillACategoryIfItIsSaid() {
        StringBuilder csv = new StringBuilder("cabin,y\n");
        for (int i = 0; i < 300; i++) {
            csv.append(i < 140 ? Integer.toString(i) : "c" + i % 7).append(i % 2 == 0 ? ",a\n" : ",b\n");
        }
        assertThatThrownBy(() -> prepare(csv.toString(), Map.of()))
                .hasMessageContaining("if it is a category, under categorical.");
        assertThat(prepare(csv.toString(), Map.of("categorical", "cabin"))
                        .train()
                        .width())
                .isEqualTo(147);
    }

    private static Map<String, Object> options(String key, Object value) {
        return Map.of("test", 0, "standardize", false, key, value);
    }

    private PreparedData prepare(String csv, Map<String, Object> options) {
        Map<String, Object> all = new HashMap<>(options);
        all.put("path", write(csv.getBytes(StandardCharsets.UTF_8)).toString());
        return DataSource.prepare(DataOptions.from(all), 1);
    }

    private PredictionData predict(String csv, Preprocessing form) {
        return DataSource.readForPrediction(
                write(csv.getBytes(StandardCharsets.UTF_8)).toString(), form);
    }

    private Path write(byte[] bytes) {
        try {
            return Files.write(folder.resolve("table.csv"), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Targets.Classes classes(Dataset data) {
        return (Targets.Classes) data.targets();
    }
}
