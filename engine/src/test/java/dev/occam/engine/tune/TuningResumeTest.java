package dev.occam.engine.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.occam.SearchStrategy;
import dev.occam.TuningListener;
import dev.occam.TuningOptions;
import dev.occam.TuningSpec;
import dev.occam.error.RequestException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TuningResumeTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(SearchStrategy.class)
    void aSearchThatIsBrokenOffAgainAndAgainEndsInTheSameResult(SearchStrategy strategy) throws IOException {
        TuningSpec single =
                Searches.request(Searches.flowerSpec(Searches.flowers(folder, 45)), strategy, 3, 2, Searches.DECAY);
        TuningSpec request = strategy == SearchStrategy.GRID ? Searches.nested(single, 2) : single;
        Path whole = folder.resolve("whole");
        Path broken = folder.resolve("broken");
        Searches.tune(request, whole);
        int breaks = 0;
        while (!finishes(request, broken, breaks > 0)) {
            breaks++;
        }

        assertThat(breaks).isPositive();
        assertThat(Searches.json(broken)).isEqualTo(Searches.json(whole));
        assertThat(broken.resolve("refit/model.safetensors"))
                .hasSameBinaryContentAs(whole.resolve("refit/model.safetensors"));
        assertThat(broken.resolve("trials")).isDirectoryNotContaining("glob:**.safetensors");
    }

    /** Goes on for a few trainings that were not finished before. */
    private static boolean finishes(TuningSpec request, Path folder, boolean resume) throws IOException {
        int before = resume ? finished(folder) : 0;
        int atATime = request.nested().isPresent() ? 6 : 2;
        AtomicInteger heard = new AtomicInteger();
        TuningListener breaking = new TuningListener() {
            @Override
            public void finished(Progress progress) {
                if (heard.incrementAndGet() >= before + atATime) {
                    throw new BrokenOff();
                }
            }
        };
        try {
            Searches.ENGINE.tune(request, new TuningOptions(folder, resume, OptionalInt.of(2)), breaking);
            return true;
        } catch (BrokenOff e) {
            return false;
        }
    }

    private static final class BrokenOff extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @Test
    void aProcessThatIsKilledEndsInTheSameResult() throws IOException, InterruptedException {
        Path csv = Searches.flowers(folder, 45);
        Path whole = folder.resolve("whole");
        Path killed = folder.resolve("killed");
        Searches.tune(KilledSearch.request(csv), whole);
        Process process = start(csv, killed);
        while (process.isAlive() && finished(killed) < 2) {
            process.waitFor(5, TimeUnit.MILLISECONDS);
        }
        process.destroyForcibly().waitFor();
        int before = finished(killed);
        assertThat(before).isBetween(2, 11);

        Searches.ENGINE.tune(
                Searches.ENGINE.tuning(killed),
                new TuningOptions(killed, true, OptionalInt.empty()),
                TuningListener.NONE);

        assertThat(Searches.json(killed)).isEqualTo(Searches.json(whole));
        assertThat(killed.resolve("refit/model.safetensors"))
                .hasSameBinaryContentAs(whole.resolve("refit/model.safetensors"));
    }

    @Test
    void aFileThatIsNoScoreIsRefusedAndCanBeDeleted() throws IOException {
        TuningSpec request = Searches.request(
                Searches.flowerSpec(Searches.flowers(folder, 30)), SearchStrategy.GRID, 2, 2, Searches.DECAY);
        Path tune = folder.resolve("tune");
        Searches.tune(request, tune);
        String whole = Searches.json(tune);
        Path score = tune.resolve("trials/0001-part-2.json");
        TuningOptions resume = new TuningOptions(tune, true, OptionalInt.empty());
        for (String text :
                List.of("{", "[]", "{\"trial\":\"lambda=0.001\",\"losses\":[\"x\"]}", "{\"trial\":\"lambda=10\"}")) {
            Files.writeString(score, text);
            assertThatThrownBy(() -> Searches.ENGINE.tune(request, resume, TuningListener.NONE))
                    .isInstanceOf(RequestException.class)
                    .hasMessageStartingWith(score + " cannot be read: ")
                    .hasMessageEndingWith("Delete it and resume: its training is done again.");
        }
        Files.delete(score);
        Searches.ENGINE.tune(request, resume, TuningListener.NONE);

        assertThat(Searches.json(tune)).isEqualTo(whole);
    }

    private Process start(Path csv, Path into) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                KilledSearch.class.getName(),
                csv.toString(),
                into.toString());
        File log = folder.resolve("log").toFile();
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
    }

    private static int finished(Path folder) throws IOException {
        Path trials = folder.resolve("trials");
        if (!Files.isDirectory(trials)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(trials)) {
            return (int) files.filter(file -> file.toString().endsWith(".json")).count();
        }
    }
}
