package dev.occam.benchmark.driver;

import dev.occam.benchmark.driver.Floors.Floor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Fills the measured parts of a Markdown page: what stands between {@code <!-- measured: NAME -->} and {@code <!-- end -->}. NAME
 * is {@code run}, the key of a group, {@code misses} or {@code floors}.
 */
final class Page {
    private static final Pattern PART =
            Pattern.compile("(<!-- measured: ([a-z]+) -->\n).*?(<!-- end -->)", Pattern.DOTALL);

    private static final String CHART_TITLE = "Time of a training step on one thread";

    private final Results results;

    Page(Results results) {
        this.results = results;
    }

    /** Fills a page, and writes the charts that it shows into the folder performance beside it. */
    void fill(Path page) {
        try {
            Files.writeString(page, filled(Files.readString(page, StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
            for (Growth growth : Growth.values()) {
                List<Chart.Curve> curves = curves(growth);
                if (!curves.isEmpty()) {
                    Path chart = page.resolveSibling(file(growth));
                    Files.createDirectories(chart.getParent());
                    Files.writeString(
                            chart, new Chart(CHART_TITLE, growth.axis(), curves).svg(), StandardCharsets.UTF_8);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String file(Growth growth) {
        return "performance/" + growth.name().toLowerCase(Locale.ROOT) + ".svg";
    }

    String filled(String page) {
        return PART.matcher(page)
                .replaceAll(part ->
                        Matcher.quoteReplacement(part.group(1) + "\n" + part(part.group(2)) + "\n" + part.group(3)));
    }

    private String part(String name) {
        if (name.equals("run")) {
            return "Measured by\n\n"
                    + results.runs().stream()
                            .map(each -> "- " + each.origin().describe() + "\n")
                            .collect(Collectors.joining())
                    + "\n" + versions() + "\n";
        }
        if (name.equals("misses")) {
            return misses();
        }
        if (name.equals("floors")) {
            return floors();
        }
        Group group = Group.valueOf(name.toUpperCase(Locale.ROOT));
        return switch (group) {
            case START -> starts();
            case SCALING -> charts() + verdicts(results.verdicts(group));
            case PRODUCTS, STEPS, UPDATES, INFERENCE, RULES -> verdicts(results.verdicts(group));
        };
    }

    private String versions() {
        Set<String> versions = new TreeSet<>();
        for (Measurement each : results.measurements()) {
            if (!each.version().isEmpty() && !each.peer().startsWith(Catalogue.OURSELVES)) {
                versions.add(each.peer() + ": " + each.version());
            }
        }
        return versions.isEmpty() ? "No peers." : "Peers: " + String.join("; ", versions) + ".";
    }

    private static String verdicts(List<Verdict> verdicts) {
        if (verdicts.isEmpty()) {
            return "Not measured in this run.\n";
        }
        StringBuilder text = new StringBuilder("""
                | work | threads | Occam | ± % | beside | takes | ratio | of minima | wanted | met |
                |---|---:|---:|---:|---|---:|---:|---:|---:|---|
                """);
        for (Verdict verdict : verdicts) {
            Measurement ours = verdict.ours();
            text.append(row(
                    ours.work(),
                    ours.threads(),
                    Columns.time(ours.median()),
                    String.format(Locale.ROOT, "%.0f%s", 100 * ours.spread(), ours.doubtful() ? "\\*" : ""),
                    verdict.beside().map(Verdict.Beside::name).orElse(""),
                    verdict.beside().map(other -> Columns.time(other.seconds())).orElse(""),
                    verdict.ratio().map(Columns::digits).orElse(""),
                    verdict.ratioOfMinima().map(Columns::digits).orElse(""),
                    verdict.target().map(Columns::digits).orElse(""),
                    verdict.met().map(met -> met ? "yes" : "**no**").orElse("")));
        }
        return text.toString();
    }

    private String charts() {
        StringBuilder text = new StringBuilder();
        for (Growth growth : Growth.values()) {
            if (!curves(growth).isEmpty()) {
                text.append("![%s, over %s](%s)\n\n".formatted(CHART_TITLE, growth.axis(), file(growth)));
            }
        }
        return text.toString();
    }

    private String starts() {
        StringBuilder text = new StringBuilder("""
                | what | threads | of | wall | processor | wanted | met |
                |---|---:|---|---:|---:|---:|---|
                """);
        List<Measurement> starts = results.measurements().stream()
                .filter(each -> each.group() == Group.START)
                .toList();
        for (Measurement each : starts) {
            List<Verdict> limits = results.verdicts(Group.START).stream()
                    .filter(verdict -> verdict.ours().equals(each) && verdict.isLimit())
                    .toList();
            text.append(row(
                    each.work(),
                    each.threads(),
                    each.peer(),
                    Columns.time(each.median()),
                    each.processorMedian().isPresent()
                            ? Columns.time(each.processorMedian().getAsDouble())
                            : "",
                    limits.isEmpty()
                            ? ""
                            : Columns.time(limits.get(0).beside().orElseThrow().seconds()),
                    limits.isEmpty() ? "" : limits.get(0).met().orElseThrow() ? "yes" : "**no**"));
        }
        return starts.isEmpty() ? "Not measured in this run.\n" : text.toString();
    }

    private String misses() {
        List<Verdict> verdicts = Arrays.stream(Group.values())
                .flatMap(group -> results.verdicts(group).stream())
                .filter(verdict -> verdict.met().isPresent())
                .toList();
        List<Verdict> missed = verdicts.stream()
                .filter(verdict -> !verdict.met().orElseThrow())
                .toList();
        List<String> lines = new ArrayList<>();
        if (!missed.isEmpty()) {
            lines.add(verdicts(missed));
        } else if (!verdicts.isEmpty()) {
            lines.add("No target was missed.\n");
        }
        new Unjudged(results).line().ifPresent(lines::add);
        return String.join("\n", lines);
    }

    private String floors() {
        List<Floor> floors = new Floors(results).all();
        StringBuilder text = new StringBuilder("""
                | work | threads | floor | Occam | beside | takes | at most | wanted | reached |
                |---|---:|---:|---:|---|---:|---:|---:|---:|
                """);
        for (Floor floor : floors) {
            Verdict verdict = floor.verdict();
            text.append(row(
                    verdict.ours().work(),
                    verdict.ours().threads(),
                    Columns.time(floor.seconds()),
                    Columns.time(verdict.ours().median()),
                    verdict.beside().orElseThrow().name(),
                    Columns.time(verdict.beside().orElseThrow().seconds()),
                    Columns.digits(floor.most()),
                    Columns.digits(verdict.target().orElseThrow()),
                    Columns.digits(verdict.ratio().orElseThrow())));
        }
        return floors.isEmpty() ? "Not measured in this run.\n" : text.toString();
    }

    private static String row(Object... cells) {
        return "| "
                + String.join(" | ", Arrays.stream(cells).map(String::valueOf).toList()) + " |\n";
    }

    private List<Chart.Curve> curves(Growth growth) {
        List<String> peers = results.measurements().stream()
                .map(Measurement::peer)
                .distinct()
                .toList();
        List<Chart.Curve> curves = new ArrayList<>();
        for (String peer : peers) {
            List<Chart.Point> points = new ArrayList<>();
            for (int size : growth.sizes()) {
                results.measurements().stream()
                        .filter(each -> each.group() == Group.SCALING && each.is(growth.work(size), 1, peer))
                        .findFirst()
                        .ifPresent(each -> points.add(new Chart.Point(size, each.median())));
            }
            if (!points.isEmpty()) {
                curves.add(new Chart.Curve(peer, points));
            }
        }
        return curves;
    }
}
