package dev.occam.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.occam.data.Dataset;
import dev.occam.data.Targets;
import dev.occam.error.RequestException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void writeFolder() throws IOException {
        IdxFiles.writeAll(folder);
    }

    @Test
    void aFolderIsReadWithItsOwnTestPartWhateverItsFilesAreCalled() {
        PreparedData data = prepare(Map.of());

        assertThat(data.train().exampleShape()).containsExactly(2, 3);
        assertThat(data.train().size()).isEqualTo(20);
        assertThat(data.train().features()).startsWith(0, 1 / 255f, 2 / 255f, 3 / 255f, 4 / 255f, 5 / 255f, 1 / 255f);
        assertThat(labels(data.train())).startsWith(0, 1, 2, 3, 0);
        assertThat(((Targets.Classes) data.train().targets()).names()).containsExactly("0", "1", "2", "3");
        assertThat(data.test())
                .hasValueSatisfying(test -> assertThat(labels(test)).containsExactly(0, 1, 2, 3, 0, 1));
        assertThat(data.train().name()).isEqualTo(folder.getFileName().toString());
    }

    @Test
    void pixelsAreDividedBy255() throws IOException {
        byte[] images = IdxFiles.images(20, 2, 3);
        Arrays.fill(images, 16, images.length, (byte) 255);
        Files.write(folder.resolve("train-images-idx3-ubyte"), images);
        assertThat(prepare(Map.of()).train().features()).containsOnly(1f);
    }

    @Test
    void theOwnTestPartIsLeftOutOrKeptButNotResized() {
        assertThat(prepare(Map.of("test", 0)).test()).isEmpty();
        assertThat(prepare(Map.of("test", 0)).train().size()).isEqualTo(20);
        assertThatThrownBy(() -> prepare(Map.of("test", 0.5)))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("brings its own test part of 6 rows, so test: 0.5 means nothing.\n"
                        + "  Leave test out, or say test: 0 to leave that part out.");
        assertThat(DataSource.effective(DataOptions.of(folder.toString())).test())
                .isEmpty();
    }

    @Test
    void aFolderWithoutTestPartIsSplit() throws IOException {
        Files.delete(folder.resolve("t10k-images-idx3-ubyte.gz"));
        PreparedData data = prepare(Map.of());
        assertThat(data.train().size()).isEqualTo(16);
        assertThat(data.test())
                .hasValueSatisfying(test -> assertThat(labels(test)).containsExactlyInAnyOrder(0, 1, 2, 3));
    }

    @Test
    void theTestImagesArePredictedWithOrWithoutLabels() throws IOException {
        PreparedData data = prepare(Map.of());
        PredictionData labelled = DataSource.readForPrediction(folder.toString(), data.preprocessing());
        assertThat(labelled.labelled()).isTrue();
        assertThat(labelled.data().features())
                .isEqualTo(data.test().orElseThrow().features());

        Files.delete(folder.resolve("t10k-labels.idx1-ubyte.gz"));
        assertThat(DataSource.readForPrediction(folder.toString(), data.preprocessing())
                        .labelled())
                .isFalse();
    }

    @Test
    void dataOfAnotherShapeOrKindAreNotPredicted() throws IOException {
        Preprocessing form = prepare(Map.of()).preprocessing();
        Preprocessing other = Preprocessing.images(List.of(28, 28), List.of("0", "1"));
        assertThatThrownBy(() -> DataSource.readForPrediction(folder.toString(), other))
                .hasMessageContaining(
                        "have the shape [2, 3], but the model was trained on [28, 28].\n  Give data of the model's shape.");
        Path csv = Files.writeString(folder.resolve("a.csv"), "x,y\n1,2\n");
        assertThatThrownBy(() -> DataSource.readForPrediction(csv.toString(), form))
                .hasMessage(
                        csv
                                + " is a file, but the model was trained on images of shape [2, 3].\n  Give a folder of IDX files.");
        assertThatThrownBy(() -> DataSource.readForPrediction("digits", form))
                .hasMessage("The model was not trained on digits: it takes examples of shape [2, 3].\n"
                        + "  Give data of the model's kind by --data.");
    }

    @Test
    void imagesAndLabelsMustBelongTogether() throws IOException {
        Files.write(folder.resolve("train-labels.idx1-ubyte"), IdxFiles.labels(19, 4));
        assertThatThrownBy(() -> prepare(Map.of()))
                .isInstanceOf(RequestException.class)
                .hasMessage(folder + ": 20 train images, but 19 labels.\n  Use the files of one data set.");
        IdxFiles.writeAll(folder);
        Files.write(folder.resolve("t10k-images-idx3-ubyte.gz"), IdxFiles.images(6, 3, 3));
        assertThatThrownBy(() -> prepare(Map.of()))
                .hasMessage(folder + ": the training images have the shape [2, 3], the test images [3, 3].\n"
                        + "  Use the files of one data set.");
    }

    @Test
    void eachLieOfTheHeaderIsNamed() throws IOException {
        byte[] images = IdxFiles.images(20, 2, 3);
        refused(Arrays.copyOf(images, 3), "the header takes 16 bytes, but the file holds 3");
        refused(Arrays.copyOf(images, 12), "the header takes 16 bytes, but the file holds 12");
        refused(IdxFiles.labels(20, 4), "bytes 0 to 3 are 0x00000801, but IDX images begin with 0x00000803");
        refused(
                Arrays.copyOf(images, 100),
                "the header claims 20 x 2 x 3 = 120 bytes of values, but the file holds 84");
        refused(
                Arrays.copyOf(images, 137),
                "the header claims 20 x 2 x 3 = 120 bytes of values, but the file holds 121");
        refused(sizes(20, 0, 3), "bytes 8 to 11 give axis 2 the size 0");
        refused(
                sizes(-1, 2, 3),
                "the header claims 4294967295 x 2 x 3 = 25769803770 bytes of values, but the file holds 120");
        refused(
                sizes(-1, -1, -1),
                "the header claims 4294967295 x 4294967295 x 4294967295 = more than 2^63 bytes of values");
    }

    @Test
    void aCompressedFileCannotLieEither() throws IOException {
        byte[] images = IdxFiles.images(20, 2, 3);
        byte[] zipped = IdxFiles.gzip(images);
        refused(IdxFiles.gzip(sizes(-1, 2, 3)), "the compressed file holds at most ");
        refused(
                IdxFiles.gzip(Arrays.copyOf(images, 100)),
                "the header claims 120 bytes of values, but they end after 84");
        refused(IdxFiles.gzip(Arrays.copyOf(images, 137)), "the file goes on after its 120 values (byte 136)");
        refused(Arrays.copyOf(zipped, zipped.length - 20), "Unexpected end of ZLIB input stream");
        zipped[zipped.length - 6] ^= 1;
        refused(zipped, "Corrupt GZIP trailer");
    }

    @Test
    void moreValuesThanAnArrayHoldsAreRefusedBeforeTheyAreRead() throws IOException {
        Path sparse = folder.resolve("train-images-idx3-ubyte");
        ByteBuffer header = ByteBuffer.allocate(16)
                .putInt(0x00000803)
                .putInt(1 << 20)
                .putInt(64)
                .putInt(64);
        Files.write(sparse, header.array());
        try (RandomAccessFile file = new RandomAccessFile(sparse.toFile(), "rw")) {
            file.setLength(16 + (1L << 32));
        }
        assertThatThrownBy(() -> prepare(Map.of()))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("needs 4294967296 values; at most 2147483639 (2^31 - 9) fit in one array.");
    }

    @Test
    void fashionMnistIsFoundInTheSystemsFolderOrTheUsers() throws IOException {
        Path none = folder.resolve("none");
        assertThat(FashionMnist.find(folder, Optional.empty()).hasTest()).isTrue();
        assertThat(FashionMnist.find(none, Optional.of(folder.toString())).hasTest())
                .isTrue();
        Path users = Files.createDirectories(folder.resolve("data/fashion-mnist"));
        IdxFiles.writeAll(users);
        IdxFolder found = FashionMnist.find(none, Optional.of(users.getParent().toString()));
        Dataset train = found.read(Optional.of(FashionMnist.CLASSES)).examples();
        assertThat(((Targets.Classes) train.targets()).names())
                .hasSize(10)
                .startsWith("T-shirt/top")
                .endsWith("Ankle boot");
    }

    @Test
    void bothPlacesAreNamedWhereFashionMnistIsMissing() {
        Path none = folder.resolve("none");
        assertThatThrownBy(() -> FashionMnist.find(none, Optional.of("/data")))
                .isInstanceOf(RequestException.class)
                .hasMessage(
                        "fashion-mnist is not in " + none
                                + ", nor in $OCCAM_DATA (/data or its folder fashion-mnist).\n"
                                + "  Install the Debian package dataset-fashion-mnist, or let OCCAM_DATA name a folder with its four IDX files.");
        assertThatThrownBy(() -> FashionMnist.find(none, Optional.empty()))
                .hasMessageStartingWith("fashion-mnist is not in " + none + ", and $OCCAM_DATA is not set.\n");
    }

    @Test
    void labelsBeyondTheKnownClassesAreNamed() throws IOException {
        Files.write(folder.resolve("train-labels.idx1-ubyte"), IdxFiles.labels(20, 12));
        assertThatThrownBy(() -> new IdxFolder(folder, "fashion-mnist").read(Optional.of(FashionMnist.CLASSES)))
                .isInstanceOf(RequestException.class)
                .hasMessage(folder + ": image 11 has the label 10, but there are 10 classes (0 to 9).\n"
                        + "  Use the labels that belong to these images.");
    }

    private void refused(byte[] images, String problem) throws IOException {
        Files.write(folder.resolve("train-images-idx3-ubyte"), images);
        assertThatThrownBy(() -> prepare(Map.of()))
                .isInstanceOf(RequestException.class)
                .hasMessageStartingWith("Cannot read " + folder.resolve("train-images-idx3-ubyte"))
                .hasMessageContaining(problem)
                .hasMessageEndingWith("copy or download it again.");
    }

    private static byte[] sizes(int count, int rows, int columns) {
        byte[] bytes = IdxFiles.images(20, 2, 3);
        ByteBuffer.wrap(bytes).putInt(4, count).putInt(8, rows).putInt(12, columns);
        return bytes;
    }

    private PreparedData prepare(Map<String, Object> options) {
        Map<String, Object> all = new HashMap<>(options);
        all.put("path", folder.toString());
        return DataSource.prepare(DataOptions.from(all), 1);
    }

    private static int[] labels(Dataset data) {
        return ((Targets.Classes) data.targets()).labels();
    }
}
