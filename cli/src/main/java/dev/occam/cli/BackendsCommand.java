package dev.occam.cli;

import dev.occam.BackendReport;
import dev.occam.catalog.PluginCatalog;
import dev.occam.device.Availability;
import dev.occam.device.Availability.DeviceSummary;
import dev.occam.device.Availability.Unusable;
import dev.occam.device.Availability.Usable;
import dev.occam.device.Backend;
import dev.occam.device.Device;
import dev.occam.device.DeviceRequest;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code occam backends}. */
@Command(
        name = "backends",
        description = "Lists every backend and its devices: usable, or why not and what to do.",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample: how fast each of them is here%n",
        footer = "  occam backends --bench")
final class BackendsCommand implements Callable<Integer> {
    private final Session session;

    @Option(names = "--bench", description = "Measure a matrix product (GFLOP/s) and memory (GB/s) on each device.")
    private boolean bench;

    BackendsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        List<BackendReport> backends = session.engine().backends();
        List<Object> json = new ArrayList<>();
        try (PluginCatalog catalog = session.catalog()) {
            for (BackendReport backend : backends) {
                List<Optional<Benchmark.Speed>> speeds = bench ? measure(catalog, backend) : List.of();
                json.add(json(backend, speeds));
                if (!session.isJson()) {
                    print(backend, speeds);
                }
            }
        }
        if (session.isJson()) {
            session.json(Map.of("backends", json));
        }
        return 0;
    }

    private static List<Optional<Benchmark.Speed>> measure(PluginCatalog catalog, BackendReport backend) {
        if (!(backend.availability() instanceof Usable usable)) {
            return List.of();
        }
        List<Optional<Benchmark.Speed>> speeds = new ArrayList<>();
        for (int number = 0; number < usable.devices().size(); number++) {
            DeviceRequest request = new DeviceRequest(String.valueOf(number), OptionalInt.empty());
            try (Device device = catalog.create(Backend.class, backend.name()).open(request)) {
                speeds.add(Optional.of(Benchmark.run(device)));
            }
        }
        return speeds;
    }

    private void print(BackendReport backend, List<Optional<Benchmark.Speed>> speeds) {
        PrintStream out = session.people();
        Style style = session.style();
        Availability availability = backend.availability();
        if (availability instanceof Unusable unusable) {
            out.println(style.strong(backend.name()) + "  " + style.warning("cannot run here") + origin(backend));
            Text.wrap(unusable.reason() + ".", Session.WIDTH - 2).forEach(line -> out.println("  " + line));
            Text.wrap(unusable.remedy(), Session.WIDTH - 2).forEach(line -> out.println("  " + line));
            return;
        }
        Usable usable = (Usable) availability;
        out.println(style.strong(backend.name()) + "  " + style.good("usable") + ", score " + usable.score()
                + origin(backend));
        Table table = new Table("  ", "", "", ">", ">", ">");
        for (int number = 0; number < usable.devices().size(); number++) {
            DeviceSummary device = usable.devices().get(number);
            Optional<Benchmark.Speed> speed = number < speeds.size() ? speeds.get(number) : Optional.empty();
            table.row(
                    backend.name() + ":" + number,
                    device.name(),
                    Text.bytes(device.memoryBytes()),
                    speed.map(measured -> format(measured.gigaflops(), "GFLOP/s"))
                            .orElse(""),
                    speed.map(measured -> format(measured.gigabytes(), "GB/s")).orElse(""));
        }
        table.lines(style).forEach(out::println);
        if (!usable.remark().isBlank()) {
            Text.wrap(usable.remark(), Session.WIDTH - 2).forEach(line -> out.println("  " + line));
        }
    }

    private static String format(double value, String unit) {
        return String.format(Locale.ROOT, "%.1f %s", value, unit);
    }

    private static String origin(BackendReport backend) {
        return backend.origin().isBlank() ? "" : " (" + backend.origin() + ")";
    }

    private static Map<String, Object> json(BackendReport backend, List<Optional<Benchmark.Speed>> speeds) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", backend.name());
        json.put("origin", backend.origin());
        if (backend.availability() instanceof Unusable unusable) {
            json.put("usable", false);
            json.put("reason", unusable.reason());
            json.put("remedy", unusable.remedy());
            return json;
        }
        Usable usable = (Usable) backend.availability();
        json.put("usable", true);
        json.put("score", usable.score());
        json.put("remark", usable.remark());
        List<Object> devices = new ArrayList<>();
        for (int number = 0; number < usable.devices().size(); number++) {
            Map<String, Object> device = new LinkedHashMap<>();
            device.put("name", usable.devices().get(number).name());
            device.put("memory_bytes", usable.devices().get(number).memoryBytes());
            if (number < speeds.size()) {
                speeds.get(number).ifPresent(speed -> {
                    device.put("gflops", speed.gigaflops());
                    device.put("gigabytes_per_second", speed.gigabytes());
                });
            }
            devices.add(device);
        }
        json.put("devices", devices);
        return json;
    }
}
