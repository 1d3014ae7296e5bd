package dev.occam.benchmark.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputTest {
    private static Results tiny() {
        return Times.results(
                Times.steps("step tiny", 1, "occam", 100e-6, 101e-6, 102e-6),
                Times.steps("step tiny", 1, "djl", 400e-6, 410e-6, 420e-6));
    }

    @Test
    void timesHaveThreeDigitsAndAUnit() {
        assertThat(Columns.time(0.0000012)).isEqualTo("1.20 us");
        assertThat(Columns.time(0.000123)).isEqualTo("123 us");
        assertThat(Columns.time(0.0123)).isEqualTo("12.3 ms");
        assertThat(Columns.time(12.3)).isEqualTo("12.3 s");
    }

    @Test
    void theTableSaysWhatWasWantedAndWhetherItIsMet() {
        String table = Table.of(tiny().verdicts(Group.STEPS));

        assertThat(table.lines().skip(1).findFirst().orElseThrow())
                .matches("step tiny +1 +101 us 0 +djl +410 us +4\\.06 +5\\.00 NO");
    }

    @Test
    void theTableFitsOnAScreen() {
        Measurement longest = Times.of(Group.RULES, "update adam+decay+l2+l1+sum", 2, "occam", 123.4, 234.5, 345.6);
        Measurement base = Times.of(Group.RULES, "update adam", 2, "occam", 123.4);

        String table = Table.of(new Judge(List.of(longest, base)).verdicts(Group.RULES));

        assertThat(table).contains("update adam+decay+l2+l1+sum");
        assertThat((table + Table.legend()).lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void resultsAreReadAsTheyWereWritten(@TempDir Path folder) {
        Measurement start = new Measurement(
                Group.START,
                Starts.FIRST_EPOCH,
                1,
                "occam",
                "",
                List.of(new Sample(0.5, true), new Sample(0.6, false)),
                List.of(0.9, 1.0),
                "exit code 0");
        Results results = Times.results(start, Times.steps("step tiny", 2, "djl", 1, 2));
        Path file = folder.resolve("new/results.json");

        ResultFile.write(results, file);

        assertThat(ResultFile.read(file)).isEqualTo(results);
    }

    @Test
    void theFileHoldsWhatFollowsFromTheRepetitions(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("results.json");

        ResultFile.write(tiny(), file);

        assertThat(Files.readString(file, StandardCharsets.UTF_8))
                .contains("\"processor\" : \"Some CPU\"")
                .contains("\"commit\" : \"abc1234\"")
                .contains("\"median\" : 1.01E-4")
                .contains("\"minimum\" : 1.0E-4")
                .contains("\"spread\"")
                .contains("\"wanted\" : 5.0")
                .contains("\"met\" : false");
    }

    @Test
    void aForeignFileIsRefusedByName(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("other.json"), "{\"a\": 1}", StandardCharsets.UTF_8);

        assertThatThrownBy(() -> ResultFile.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("other.json holds no results of benchmarks/run")
                .hasMessageContaining("it has no \"runs\"");
    }

    @Test
    void aLaterRunReplacesWholeCases() {
        Measured later = Times.run(
                "benchmarks/run --peers torch",
                Times.steps("step tiny", 1, "occam", 1),
                Times.steps("step tiny", 1, "torch", 2),
                Times.steps("step big", 1, "occam", 1));

        Results joined = Times.results(
                        Times.steps("step tiny", 1, "djl", 3),
                        Times.steps("step tiny", 2, "djl", 4),
                        Times.of(Group.RULES, "step tiny", 1, "occam", 5))
                .with(later);

        assertThat(joined.measurements())
                .extracting(each -> each.work() + " " + each.threads() + " " + each.peer() + " " + each.median())
                .containsExactly(
                        "step tiny 2 djl 4.0",
                        "step tiny 1 occam 5.0",
                        "step tiny 1 occam 1.0",
                        "step tiny 1 torch 2.0",
                        "step big 1 occam 1.0");
        assertThat(joined.verdicts(Group.STEPS))
                .filteredOn(verdict -> verdict.ours().work().equals("step tiny"))
                .extracting(verdict -> verdict.beside().orElseThrow().name())
                .containsExactly("torch");
    }

    @Test
    void aCaseOfRulesIsReplacedWithAllItsWorks() {
        Results joined = Times.results(
                        Times.of(Group.RULES, "update adam", 1, "occam", 1),
                        Times.of(Group.RULES, "update adam+l2", 1, "occam", 2),
                        Times.of(Group.RULES, "update sgdm", 1, "occam", 3))
                .with(Times.run("later", Times.of(Group.RULES, "update adam", 1, "occam", 4)));

        assertThat(joined.measurements())
                .extracting(each -> each.work() + " " + each.median())
                .containsExactly("update sgdm 3.0", "update adam 4.0");
    }

    @Test
    void runsThatAreJoinedAreAllNamedAndOneOfWhichNothingIsLeftIsNot() {
        Results joined = tiny().with(Times.run(
                        "benchmarks/run --only start", Times.of(Group.START, Starts.FIRST_EPOCH, 1, "occam", 1)))
                .with(Times.run("benchmarks/run --peers torch", Times.steps("step tiny", 1, "occam", 1)));

        assertThat(joined.runs())
                .extracting(run -> run.origin().command())
                .containsExactly("benchmarks/run --only start", "benchmarks/run --peers torch");
        assertThat(new Page(joined).filled("<!-- measured: run -->\n<!-- end -->\n"))
                .contains(
                        "- `benchmarks/run --only start` at commit abc1234, 2026-01-02T03:04:00Z, on 2 cores of Some CPU")
                .contains("- `benchmarks/run --peers torch` at commit");
    }

    @Test
    void theMeasuredPartsOfAPageAreFilledAndTheRestStays() {
        String page = """
                Words.
                <!-- measured: steps -->
                old
                <!-- end -->
                More words.
                <!-- measured: updates -->
                <!-- end -->
                """;

        String filled = new Page(tiny()).filled(page);

        assertThat(filled)
                .startsWith("Words.\n<!-- measured: steps -->\n")
                .doesNotContain("old")
                .contains("| step tiny | 1 | 101 us | 0 | djl | 410 us | 4.06 | 4.00 | 5.00 | **no** |\n")
                .contains("<!-- end -->\nMore words.\n")
                .contains("Not measured in this run.");
        assertThat(new Page(tiny()).filled(filled)).isEqualTo(filled);
    }

    @Test
    void thePageNamesMachineCommitCommandAndMisses() {
        String filled = new Page(tiny()).filled("""
                <!-- measured: run -->
                <!-- end -->
                <!-- measured: misses -->
                <!-- end -->
                <!-- measured: start -->
                <!-- end -->
                """);

        assertThat(filled)
                .contains("2 cores of Some CPU with AVX-512, 23 GiB")
                .contains("commit abc1234")
                .contains("Peers: djl: 1.")
                .contains("`benchmarks/run --peers djl`")
                .contains("| step tiny | 1 | 101 us |");
    }

    private static String misses(Results results) {
        return new Page(results).filled("<!-- measured: misses -->\n<!-- end -->\n");
    }

    @Test
    void withNothingMeasuredNoTargetIsSaidToBeReached() {
        assertThat(misses(Times.results()))
                .doesNotContain("No target was missed")
                .contains(
                        "Not measured: on 1 thread all products, all steps, all updates, all inference, all rules, all"
                                + " start; on 2 threads all products,");
    }

    @Test
    void aTargetWithoutAVerdictIsNamedWithItsOtherSide() {
        Results results = Times.results(
                Times.steps("step tiny", 1, "occam", 1),
                Times.steps("step tiny", 1, "djl", 9),
                Times.steps("step big", 2, "occam", 1),
                Times.steps("step big", 2, "torch", 2));

        assertThat(misses(results))
                .contains("No target was missed.\n\nNot measured: on 1 thread all products, step tiny beside torch,"
                        + " step tiny beside smile, step digits beside djl,")
                .contains("step big beside 1 thread,")
                .doesNotContain("step tiny beside djl, step tiny beside torch, step tiny beside smile, step digits"
                        + " beside djl, step digits beside torch, step fashion beside djl or torch or pytorch, step big"
                        + " beside djl");
        assertThat(misses(results).lines().filter(line -> line.startsWith("Not measured")))
                .hasSize(1);
    }

    @Test
    void withEveryTargetJudgedNothingIsCalledUnmeasured() {
        List<Measurement> all = new ArrayList<>();
        for (Group group : Group.values()) {
            for (String work : Catalogue.works(group)) {
                for (int threads = 1; threads <= 2; threads++) {
                    for (String peer : List.of("occam", "occam@1", "djl", "torch", "smile", "mkl", "c")) {
                        all.add(Times.of(group, work, threads, peer, 0.1));
                    }
                }
            }
        }

        assertThat(misses(Times.results(all.toArray(Measurement[]::new)))).doesNotContain("Not measured");
    }

    @Test
    void startsShowWallAndProcessorTime() {
        Measurement start = new Measurement(
                Group.START, Starts.FIRST_EPOCH, 1, "occam", "", List.of(new Sample(0.5, false)), List.of(0.9), "");

        assertThat(new Page(Times.results(start)).filled("<!-- measured: start -->\n<!-- end -->\n"))
                .contains("| start first-epoch | 1 | occam | 500 ms | 900 ms | 600 ms | yes |");
    }

    @Test
    void floorsShowWhatATargetCouldReachAtMost() {
        Results results = Times.results(
                Times.of(Group.UPDATES, "update adam+decay+sum", 1, "occam", 14e-3),
                Times.of(Group.UPDATES, "update adam+decay+sum", 1, "torch", 36e-3),
                Times.of(Group.UPDATES, "update adam+decay+sum", 1, "c", 12e-3));

        assertThat(new Page(results).filled("<!-- measured: floors -->\n<!-- end -->\n"))
                .contains("| update adam+decay+sum | 1 | 12.0 ms | 14.0 ms | torch | 36.0 ms | 3.00 | 4.00 | 2.57 |");
    }

    @Test
    void chartsAreWrittenBesideThePage(@TempDir Path folder) throws IOException {
        Path page = Files.writeString(
                folder.resolve("performance.md"),
                "Words.\n<!-- measured: scaling -->\n<!-- end -->\n",
                StandardCharsets.UTF_8);
        Results results = Times.results(
                Times.of(Group.SCALING, Growth.WIDTH.work(32), 1, "occam", 1e-4),
                Times.of(Group.SCALING, Growth.WIDTH.work(64), 1, "occam", 3e-4));

        new Page(results).fill(page);

        assertThat(folder.resolve("performance/width.svg"))
                .content(StandardCharsets.UTF_8)
                .contains("<path d=\"M");
        assertThat(folder.resolve("performance/depth.svg")).doesNotExist();
        assertThat(page)
                .content(StandardCharsets.UTF_8)
                .contains("](performance/width.svg)")
                .doesNotContain("depth.svg");
    }

    @Test
    void namesOfCurvesThatEndAlikeStandBelowEachOther() {
        List<Chart.Curve> curves = List.of(
                new Chart.Curve("one", List.of(new Chart.Point(1, 0.001), new Chart.Point(10, 0.01))),
                new Chart.Curve("two", List.of(new Chart.Point(1, 0.002), new Chart.Point(10, 0.0101))));

        String svg = new Chart("Title", "units", curves).svg();

        List<Double> y = Pattern.compile("y=\"([0-9.]+)\" text-anchor=\"start\">(?:one|two)<")
                .matcher(svg)
                .results()
                .map(match -> Double.valueOf(match.group(1)))
                .toList();
        assertThat(y).hasSize(2);
        assertThat(y.get(0) - y.get(1)).isGreaterThanOrEqualTo(13);
    }

    @Test
    void aChartPlacesPointsByTheirLogarithms() {
        Chart.Curve curve = new Chart.Curve(
                "occam", List.of(new Chart.Point(1, 0.001), new Chart.Point(10, 0.01), new Chart.Point(100, 0.1)));

        String svg = new Chart("Title", "units", List.of(curve)).svg();

        List<Double> x = Pattern.compile("<circle cx=\"([0-9.]+)\"")
                .matcher(svg)
                .results()
                .map(match -> Double.valueOf(match.group(1)))
                .toList();
        assertThat(x).hasSize(3);
        assertThat(x.get(1) - x.get(0)).isCloseTo(x.get(2) - x.get(1), within(0.2));
        assertThat(svg).contains(">occam</text>").contains(">10.0 ms</text>").contains("aria-label=\"Title\"");
    }

    @Test
    void aLogarithmicChartHasNoPlaceForZero() {
        assertThatThrownBy(() -> new Chart.Point(0, 1)).hasMessageContaining("(0.0, 1.0)");
        assertThatThrownBy(() -> new Chart("", "", List.of())).hasMessageContaining("needs a point");
    }
}
