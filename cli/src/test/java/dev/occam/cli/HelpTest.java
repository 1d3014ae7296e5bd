package dev.occam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {
    private final CommandLineRun run = new CommandLineRun();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "occam",
                "train",
                "evaluate",
                "predict",
                "explain",
                "tune",
                "study",
                "plugins",
                "backends",
                "new-plugin"
            })
    void helpIsAsWrittenDown(String command) throws IOException {
        int code = command.equals("occam") ? run.of("--help") : run.of(command, "--help");

        assertThat(code).isZero();
        assertThat(run.out).isEqualTo(golden(command));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "occam",
                "train",
                "evaluate",
                "predict",
                "explain",
                "tune",
                "study",
                "plugins",
                "backends",
                "new-plugin",
                "generate-completion"
            })
    void helpFitsInEightyColumns(String command) {
        run.of(Stream.of(command, "--help")
                .filter(word -> !word.equals("occam"))
                .toArray(String[]::new));

        assertThat(run.out.lines())
                .hasSizeGreaterThan(5)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"train", "evaluate", "predict", "explain", "tune", "study", "plugins", "backends", "new-plugin"})
    void everyHelpHasAnExampleThatBeginsWithItsCommand(String command) {
        run.of(command, "--help");

        assertThat(run.out).contains("\nExample: ").contains("\n  occam " + command);
    }

    @Test
    void theVersionNamesOccamAndJava() {
        assertThat(run.of("--version")).isZero();
        assertThat(run.out).startsWith("occam ").contains("(Java " + System.getProperty("java.version"));
    }

    @Test
    void completionIsAScriptThatKnowsTheOptions() {
        assertThat(run.of("generate-completion")).isZero();
        assertThat(run.out).startsWith("#!/usr/bin/env bash").contains("--early-stopping");
    }

    @Test
    void helpHasColoursOnlyOnATerminal() {
        run.terminal = true;
        run.of("--help");
        assertThat(run.out).contains("\u001b[");

        run.environment.put("NO_COLOR", "1");
        run.of("--help");
        assertThat(run.out).doesNotContain("\u001b");
    }

    private static String golden(String command) throws IOException {
        try (InputStream text = HelpTest.class.getResourceAsStream("help-" + command + ".txt")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
