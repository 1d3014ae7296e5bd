package dev.occam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RelaunchTest {

    @Test
    void aPlainStartGetsTheVectorModuleAndKeepsStreamsFlagsArgumentsAndExitCode() throws Exception {
        Process program = start(List.of("-Dkept=yes"), "a b", "", "\"*'");
        program.getOutputStream().write("typed".getBytes(StandardCharsets.UTF_8));
        program.getOutputStream().close();

        assertThat(output(program))
                .containsExactly("vector true", "property yes", "arguments [a b, , \"*']", "input typed");
        assertThat(program.waitFor()).isEqualTo(7);
    }

    @Test
    void aSecondStartIsNeverStartedAgain() throws Exception {
        Process program = start(List.of("-Doccam.relaunched=true"), "x");
        program.getOutputStream().close();

        assertThat(output(program)).contains("vector false");
        assertThat(program.waitFor()).isEqualTo(7);
    }

    @Test
    void aTerminatedFirstStartEndsTheSecondInOrder() throws Exception {
        Process program = start(List.of(), "wait");
        try (BufferedReader lines = program.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.readLine()).isEqualTo("waiting");
            ProcessHandle second = program.toHandle().children().findFirst().orElseThrow();

            program.toHandle().destroy(); // Process.destroy would close the stream that is read below.

            assertThat(lines.readLine()).isEqualTo("ended in order");
            assertThat(program.waitFor()).isEqualTo(143);
            assertThat(second.onExit().get(10, TimeUnit.SECONDS).isAlive()).isFalse();
        }
    }

    private static Process start(List<String> flags, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), RelaunchedProgram.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static List<String> output(Process program) throws IOException {
        try (BufferedReader lines = program.inputReader(StandardCharsets.UTF_8)) {
            return lines.lines().toList();
        }
    }
}
