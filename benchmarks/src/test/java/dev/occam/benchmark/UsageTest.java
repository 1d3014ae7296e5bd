package dev.occam.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class UsageTest {
    static Stream<Arguments> commands() {
        return Stream.of(
                Arguments.of(BackendRatio.class, List.of()),
                Arguments.of(BackendRatio.class, List.of("big", "3", "cpu")),
                Arguments.of(BackendRatio.class, List.of("digits", "many", "cpu")),
                Arguments.of(ParallelSearch.class, List.of()),
                Arguments.of(ParallelSearch.class, List.of("many", "1")));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aProgramThatIsAskedWrongSaysWhatItTakes(Class<?> program, List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp"));
        command.addAll(List.of(System.getProperty("java.class.path"), program.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("usage: " + program.getSimpleName())
                .doesNotContain("Exception");
        assertThat(process.waitFor()).isEqualTo(2);
    }
}
