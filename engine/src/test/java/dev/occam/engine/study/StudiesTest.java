package dev.occam.engine.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.occam.Engine;
import dev.occam.Occam;
import dev.occam.StudyListener;
import dev.occam.StudyRequest;
import dev.occam.StudyResult;
import dev.occam.error.RequestException;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudiesTest {
    private static final Size SIZE = new Size(List.of(1L, 2L), 1, 0.05, true);

    @TempDir
    private Path folder;

    private final AtomicInteger trained = new AtomicInteger();
    private final Studies studies = new Studies(() -> counting(trained));

    @Test
    void aStudyWritesItsPageAndItsDocument() throws IOException {
        StudyResult result = make(folder, 2);

        assertThat(result.verdicts())
                .containsExactly(new StudyResult.Verdict(
                        "Weights are smaller.",
                        "noisy digits",
                        StudyResult.Outcome.SUPPORTED,
                        result.verdicts().get(0).figures()));
        assertThat(result.runs()).isEqualTo(10);
        assertThat(result.failed()).isZero();
        assertThat(Files.readString(result.page()))
                .contains(
                        "<title>A tiny study – Occam</title>", "Tiny &lt;&amp;&gt;.", "class=\"supported\"", "diverged")
                .contains("<svg")
                .doesNotContain("NaN", "<script", "http:", "https:");
        JsonNode document = new ObjectMapper().readTree(Files.readString(result.document()));
        assertThat(document.at("/claims/0/verdict").asText()).isEqualTo("supported");
        assertThat(document.at("/times/sections/0/name").asText()).isEqualTo("time");
        assertThat(document.at("/sections/0/blocks/2/values/0/1").isNull()).isTrue();
        assertThat(document.at("/sections/0/blocks/1/values/0/points/0/mean").asDouble())
                .isBetween(1.0, 2_368.0);
    }

    @Test
    void theDocumentIsTheSameButForTimesHoweverManyRunsTrainAtOnce() throws IOException {
        Path other = folder.resolve("other");
        make(folder.resolve("one"), 1);
        make(other, 3);

        assertThat(withoutTimes(other)).isEqualTo(withoutTimes(folder.resolve("one")));
    }

    @Test
    void aStudyThatEndedBeforeItsTimeTrainsOnlyWhatIsMissing() throws IOException {
        make(folder, 2);
        JsonNode before = withoutTimes(folder);
        int all = trained.get();
        Path runs = folder.resolve("runs.jsonl");
        List<String> lines = new ArrayList<>(Files.readAllLines(runs));
        lines.remove(0);
        Files.write(runs, lines);
        trained.set(0);

        make(folder, 2);

        assertThat(all).isEqualTo(10 + 2 * Size.WARM_UP_ROUNDS);
        assertThat(trained).hasValue(1 + 2 * Size.WARM_UP_ROUNDS);
        assertThat(withoutTimes(folder)).isEqualTo(before);
    }

    @Test
    void aKeptRunOfAnotherSpecIsTrainedAgain() throws IOException {
        make(folder, 2);
        Path runs = folder.resolve("runs.jsonl");
        Files.writeString(
                runs, Files.readString(runs).replaceFirst("\"fingerprint\":\"[0-9a-f]+\"", "\"fingerprint\":\"00\""));
        trained.set(0);

        make(folder, 2);

        assertThat(trained).hasValue(1 + 2 * Size.WARM_UP_ROUNDS);
    }

    @Test
    void aDamagedLineIsRefusedWithItsNumber() throws IOException {
        Files.writeString(folder.resolve("runs.jsonl"), "{\"run\": \"a\", \"fingerprint\": \"b\"}\n{\"run\":");

        assertThatThrownBy(() -> make(folder, 1))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("runs.jsonl:2: this is not the line of a finished run.");
    }

    @Test
    void aFolderThatCannotBeMadeIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> make(file.resolve("study"), 1))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("cannot be made")
                .hasMessageContaining("Choose another with --output.");
    }

    @Test
    void anUnknownStudyIsRefusedWithTheNearest() {
        assertThatThrownBy(() -> studies.make(request("regularisers", folder, false), StudyListener.NONE))
                .isInstanceOf(RequestException.class)
                .hasMessage("No study is called \"regularisers\". Nearest: regularizers."
                        + " There are: weight-decay, regularizers, optimizers.");
    }

    @Test
    void aFolderThatHoldsAStudyIsNotOverwritten() throws IOException {
        Files.writeString(folder.resolve("request.json"), "{}");

        assertThatThrownBy(() -> studies.make(request("weight-decay", folder, false), StudyListener.NONE))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("holds a study already.\n  Continue it with --resume");
    }

    @Test
    void aFolderWithoutAStudyCannotBeResumed() {
        assertThatThrownBy(() -> studies.make(request("weight-decay", folder, true), StudyListener.NONE))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("it holds no study");
    }

    @Test
    void aFolderOfAnotherStudyCannotBeResumed() throws IOException {
        Files.writeString(folder.resolve("request.json"), "{\"study\": \"optimizers\", \"quick\": true, \"seeds\": 3}");

        assertThatThrownBy(() -> studies.make(request("weight-decay", folder, true), StudyListener.NONE))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("it holds the study \"optimizers\", not weight-decay");
    }

    @Test
    void aRequestThatSaysNothingIsRefused() throws IOException {
        for (String hostile : List.of("", "[]", "{\"study\": 7}", "{", "null")) {
            Files.writeString(folder.resolve("request.json"), hostile);

            assertThatThrownBy(() -> studies.make(request("weight-decay", folder, true), StudyListener.NONE))
                    .isInstanceOf(RequestException.class)
                    .hasMessageContaining("request.json does not say which study was begun");
        }
    }

    @Test
    void aLongStudyCannotBeResumedQuickly() throws IOException {
        Files.writeString(
                folder.resolve("request.json"), "{\"study\": \"weight-decay\", \"quick\": false, \"seeds\": 3}");
        StudyRequest quick = new StudyRequest("weight-decay", OptionalInt.empty(), true, 1, folder, true);

        assertThatThrownBy(() -> studies.make(quick, StudyListener.NONE))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("it was not begun with --quick");
    }

    @Test
    void seedsAndParallelRunsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> new StudyRequest("weight-decay", OptionalInt.of(1), false, 1, folder, false))
                .isInstanceOf(RequestException.class)
                .hasMessage("seeds must be a whole number from 2 to 1000, for intervals need pairs (seeds=1)");
        assertThatThrownBy(() -> new StudyRequest("weight-decay", OptionalInt.empty(), false, 0, folder, false))
                .isInstanceOf(RequestException.class)
                .hasMessage("parallel must be a whole number from 1 to 1024 (parallel=0)");
    }

    private static StudyRequest request(String name, Path folder, boolean resume) {
        return new StudyRequest(name, OptionalInt.empty(), false, 1, folder, resume);
    }

    private StudyResult make(Path into, int parallel) {
        StudyRequest request = new StudyRequest("tiny", OptionalInt.empty(), true, parallel, into, false);
        return studies.make(new TinyStudy(), SIZE, request, StudyListener.NONE);
    }

    private static JsonNode withoutTimes(Path folder) throws IOException {
        JsonNode document = new ObjectMapper().readTree(Files.readString(folder.resolve("study.json")));
        ((ObjectNode) document).remove("times");
        return document;
    }

    /** The real engine, and how often it trained. */
    private static Engine counting(AtomicInteger trained) {
        Engine right = Occam.engine();
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (method.getName().equals("train")) {
                trained.incrementAndGet();
            }
            try {
                return method.invoke(right, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return (Engine) Proxy.newProxyInstance(Engine.class.getClassLoader(), new Class<?>[] {Engine.class}, handler);
    }
}
