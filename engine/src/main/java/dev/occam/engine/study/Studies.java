package dev.occam.engine.study;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.occam.Engine;
import dev.occam.StudyListener;
import dev.occam.StudyRequest;
import dev.occam.StudyResult;
import dev.occam.engine.file.AtomicFile;
import dev.occam.engine.file.Printable;
import dev.occam.error.RequestException;
import dev.occam.error.Suggestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** The studies that there are, and how one is made: in a folder that keeps what is done. */
public final class Studies {
    private static final List<Study> ALL =
            List.of(new WeightDecayStudy(), new RegularizersStudy(), new OptimizersStudy());
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Supplier<Engine> engines;

    /** @param engines makes an engine for each thread that trains */
    public Studies(Supplier<Engine> engines) {
        this.engines = engines;
    }

    /** Their names. */
    public static List<String> names() {
        return ALL.stream().map(Study::name).toList();
    }

    /** Makes a study. */
    public StudyResult make(StudyRequest request, StudyListener listener) {
        Study study = find(request.name());
        StudyRequest effective = request.resume() ? resumed(request) : fresh(request);
        int seeds = effective.seeds().orElse(study.seeds(effective.quick()));
        return make(study, Size.of(seeds, effective.quick()), effective, listener);
    }

    StudyResult make(Study study, Size size, StudyRequest request, StudyListener listener) {
        long begun = System.nanoTime();
        Path folder = request.folder().toAbsolutePath();
        Path data = folder.resolve("data");
        create(data);
        writeRequest(folder, study, size);
        study.data().forEach(each -> each.writeTo(data));
        RunStore store = RunStore.read(folder.resolve("runs.jsonl"));
        listener.started(study.title(), size.seeds().size(), store.size());
        Path page = request.folder().resolve("study.html");
        Path document = request.folder().resolve("study.json");
        try (Workbench bench = new Workbench(engines, store, data, size, request.parallel(), listener)) {
            Findings findings = study.make(bench);
            AtomicFile.writeText(document, StudyDocument.of(study, findings, size));
            AtomicFile.writeText(page, StudyPage.of(study, findings, size, command(study, size)));
            return new StudyResult(
                    study.name(),
                    findings.rulings().stream().map(Ruling::verdict).toList(),
                    bench.runs(),
                    bench.failed(),
                    (System.nanoTime() - begun) / 1e9,
                    page,
                    document);
        }
    }

    private static String command(Study study, Size size) {
        String quick = size.quick() ? " --quick" : "";
        return "occam study %s%s --seeds %d"
                .formatted(study.name(), quick, size.seeds().size());
    }

    private static Study find(String name) {
        return ALL.stream()
                .filter(study -> study.name().equals(name))
                .findFirst()
                .orElseThrow(() -> {
                    String nearest = Suggestion.nearest(name, names())
                            .map(near -> " Nearest: " + near + ".")
                            .orElse("");
                    return new RequestException("No study is called %s.%s There are: %s."
                            .formatted(Printable.quoted(name), nearest, String.join(", ", names())));
                });
    }

    private static StudyRequest fresh(StudyRequest request) {
        if (Files.exists(request.folder().resolve("request.json"))) {
            throw new RequestException(
                    "%s holds a study already.\n  Continue it with --resume, or choose another folder."
                            .formatted(Printable.path(request.folder())));
        }
        return request;
    }

    /** What was asked for when the study was begun; the number of seeds may be changed. */
    private static StudyRequest resumed(StudyRequest request) {
        Path file = request.folder().resolve("request.json");
        if (!Files.isRegularFile(file)) {
            throw new RequestException(
                    "Cannot resume %s: it holds no study.\n  Name the folder of a study that was begun."
                            .formatted(Printable.path(request.folder())));
        }
        JsonNode kept = read(file)
                .filter(node ->
                        node.path("study").isTextual() && node.path("seeds").isInt())
                .orElseThrow(() -> new RequestException(
                        "%s does not say which study was begun.\n  Begin it again in another folder."
                                .formatted(Printable.path(file))));
        String name = kept.path("study").asText();
        boolean quick = kept.path("quick").asBoolean();
        if (!name.equals(request.name())) {
            throw new RequestException("Cannot resume %s: it holds the study %s, not %s."
                    .formatted(Printable.path(request.folder()), Printable.quoted(name), request.name()));
        }
        if (request.quick() && !quick) {
            throw new RequestException("Cannot resume %s quickly: it was not begun with --quick.\n  Leave --quick out."
                    .formatted(Printable.path(request.folder())));
        }
        OptionalInt seeds = request.seeds().isPresent()
                ? request.seeds()
                : OptionalInt.of(kept.path("seeds").asInt());
        return new StudyRequest(name, seeds, quick, request.parallel(), request.folder(), true);
    }

    private static Optional<JsonNode> read(Path file) {
        try {
            return Optional.ofNullable(JSON.readTree(Files.readString(file)));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new RequestException(
                    "Cannot read %s: %s.\n  Begin the study again in another folder."
                            .formatted(Printable.path(file), Printable.reason(e)),
                    e);
        }
    }

    private static void writeRequest(Path folder, Study study, Size size) {
        ObjectNode node = JSON.createObjectNode();
        node.put("study", study.name());
        node.put("quick", size.quick());
        node.put("seeds", size.seeds().size());
        AtomicFile.writeText(folder.resolve("request.json"), node + "\n");
    }

    private static void create(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new RequestException(
                    "The folder %s cannot be made: %s.\n  Choose another with --output."
                            .formatted(Printable.path(folder), Printable.reason(e)),
                    e);
        }
    }
}
