package dev.occam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.DataChoice;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunFoldersTest {
    @ParameterizedTest
    @CsvSource({
        "digits, digits",
        "some/where/iris.csv, iris",
        "C:\\data\\iris.csv.gz, iris",
        "/data/fashion-mnist/, fashion-mnist",
        "my file (2).csv, my-file-2",
        "../.., data",
        "ä.csv, data"
    })
    void theNameOfDataIsSafeInAFileName(String source, String expected) {
        assertThat(RunFolders.nameOf(new DataChoice.Named(source, Map.of()))).isEqualTo(expected);
    }
}
