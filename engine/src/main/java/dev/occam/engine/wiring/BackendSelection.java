package dev.occam.engine.wiring;

import dev.occam.BackendReport;
import dev.occam.catalog.PluginCatalog;
import dev.occam.catalog.PluginDescription;
import dev.occam.catalog.PluginKind;
import dev.occam.device.Availability;
import dev.occam.device.Backend;
import dev.occam.device.Device;
import dev.occam.device.DeviceRequest;
import dev.occam.error.RequestException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Chooses the backend: what was asked for, or the best that can run here; never another than what was asked for. */
final class BackendSelection {
    private static final String AUTO = "auto";
    private static final Comparator<BackendReport> BEST_FIRST =
            Comparator.comparingInt(BackendSelection::score).reversed().thenComparing(BackendReport::name);

    private final PluginCatalog catalog;

    BackendSelection(PluginCatalog catalog) {
        this.catalog = catalog;
    }

    /**
     * What was chosen.
     *
     * @param reason one line on why, and why not the others
     */
    record Chosen(Backend backend, String selector, String reason) {
        Device open(OptionalInt threads) {
            return backend.open(new DeviceRequest(selector, threads));
        }
    }

    /** Every backend that was found, usable or not, the best first. */
    List<BackendReport> reports() {
        return found().map(this::report).sorted(BEST_FIRST).toList();
    }

    private Stream<PluginDescription> found() {
        return catalog.list().stream().filter(found -> found.kind() == PluginKind.BACKEND);
    }

    private BackendReport report(PluginDescription found) {
        String origin = found.jar().isEmpty() ? found.className() : found.jar();
        return new BackendReport(found.name(), origin, availability(found));
    }

    private Availability availability(PluginDescription found) {
        if (!found.isUsable()) {
            return new Availability.Unusable("it did not load: " + found.cause(), "Remove or replace it.");
        }
        return probe(catalog.create(Backend.class, found.className(), Map.of()));
    }

    private static Availability probe(Backend backend) {
        try {
            return backend.probe();
        } catch (RuntimeException | LinkageError e) {
            return new Availability.Unusable(
                    "looking for its devices failed: " + e, "Report this to the backend's makers.");
        }
    }

    /**
     * The backend for {@code auto}, {@code NAME} or {@code NAME:DEVICE}.
     *
     * @throws RequestException if it cannot run here, or none can
     */
    Chosen choose(String request) {
        if (request.equals(AUTO)) {
            return best();
        }
        int colon = request.indexOf(':');
        String name = colon < 0 ? request : request.substring(0, colon);
        String selector = colon < 0 ? "" : request.substring(colon + 1);
        Backend backend = catalog.create(Backend.class, name, Map.of());
        if (probe(backend) instanceof Availability.Unusable unusable) {
            throw new RequestException(
                    "Backend \"%s\" cannot run here: %s.%n  %s".formatted(name, unusable.reason(), unusable.remedy()));
        }
        return new Chosen(backend, selector, backend.name() + ", as asked for");
    }

    private Chosen best() {
        List<BackendReport> reports = new ArrayList<>();
        List<String> beaten = new ArrayList<>();
        for (PluginDescription found : found().sorted(
                        Comparator.comparingInt(this::highestScore).reversed())
                .toList()) {
            int highest = highestScore(found);
            if (reports.stream().anyMatch(report -> score(report) >= highest)) {
                beaten.add("%s (score %d at most)".formatted(found.name(), highest));
            } else {
                reports.add(report(found));
            }
        }
        reports.sort(BEST_FIRST);
        if (reports.isEmpty()) {
            throw new RequestException(
                    "No backend is installed.\n  Add a backend such as dev.occam:occam-backend-cpu to the class path.");
        }
        BackendReport first = reports.get(0);
        if (!(first.availability() instanceof Availability.Usable usable)) {
            throw new RequestException(reports.stream()
                    .map(report -> "Backend \"%s\" cannot run here: %s.\n  %s"
                            .formatted(
                                    report.name(),
                                    unusable(report).reason(),
                                    unusable(report).remedy()))
                    .collect(Collectors.joining("\n")));
        }
        String others = Stream.concat(reports.stream().skip(1).map(BackendSelection::reason), beaten.stream())
                .collect(Collectors.joining(", "));
        String remark = usable.remark().isEmpty() ? "" : "; " + usable.remark();
        return new Chosen(
                catalog.create(Backend.class, first.name(), Map.of()),
                "",
                "%s, the best that can run here%s%s"
                        .formatted(first.name(), others.isEmpty() ? "" : "; not " + others, remark));
    }

    /** What is known before its devices are looked for. */
    private int highestScore(PluginDescription found) {
        if (!found.isUsable()) {
            return Integer.MAX_VALUE;
        }
        try {
            return catalog.create(Backend.class, found.className(), Map.of()).highestScore();
        } catch (RuntimeException | LinkageError unknown) {
            return Integer.MAX_VALUE;
        }
    }

    private static String reason(BackendReport report) {
        return report.availability() instanceof Availability.Usable usable
                ? "%s (score %d)".formatted(report.name(), usable.score())
                : "%s (%s)".formatted(report.name(), unusable(report).reason());
    }

    private static Availability.Unusable unusable(BackendReport report) {
        return (Availability.Unusable) report.availability();
    }

    private static int score(BackendReport report) {
        return report.availability() instanceof Availability.Usable usable ? usable.score() : Integer.MIN_VALUE;
    }
}
