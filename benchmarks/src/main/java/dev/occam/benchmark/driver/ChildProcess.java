package dev.occam.benchmark.driver;

import dev.occam.benchmark.work.Work;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The process of a peer, told what to do and answering line by line. */
final class ChildProcess implements Station, AutoCloseable {
    private static final long PATIENCE_SECONDS = 300;
    private static final String ANSWER = "> ";
    private static final String END = "";

    private final Process process;
    private final Writer toChild;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final Path log;

    private ChildProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        toChild = process.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::collect, "answers");
        reader.setDaemon(true);
        reader.start();
    }

    /** @param log gets what the process prints beside its answers */
    static ChildProcess start(ProcessBuilder command, Path log) {
        try {
            return new ChildProcess(
                    command.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                            .start(),
                    log);
        } catch (IOException e) {
            throw new Failure("the process could not be started: " + e.getMessage());
        }
    }

    private void collect() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line;
            while ((line = lines.readLine()) != null) {
                if (line.startsWith(ANSWER)) {
                    answers.add(line.substring(ANSWER.length()));
                }
            }
        } catch (IOException e) {
            // The stream of a process that was ended; the mark below says so.
        } finally {
            answers.add(END);
        }
    }

    private String ask(String line, String expected) {
        String answer;
        try {
            toChild.write(line + "\n");
            toChild.flush();
            answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new Failure("its process has ended; see " + log);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted");
        }
        if (answer == null) {
            close();
            throw new Failure("no answer to \"%s\" in %d seconds".formatted(line, PATIENCE_SECONDS));
        }
        if (answer.equals(END)) {
            throw new Failure("its process has ended; see " + log);
        }
        if (!answer.startsWith(expected)) {
            throw failure(answer);
        }
        return answer.substring(expected.length()).strip();
    }

    private static Failure failure(String answer) {
        return new Failure(answer.replaceFirst("^failed ", ""));
    }

    @Override
    public String version() {
        return ask("version", "version");
    }

    @Override
    public boolean prepare(String id, Work work) {
        String answer = ask("prepare " + id + " " + work.name(), "");
        return switch (answer) {
            case "prepared" -> true;
            case "unsupported" -> false;
            default -> throw failure(answer);
        };
    }

    @Override
    public double warm(String id, double seconds) {
        return Double.parseDouble(ask("warm " + id + " " + seconds, "warmed")) / 1e9;
    }

    @Override
    public double run(String id, int times) {
        return Double.parseDouble(ask("run " + id + " " + times, "ran")) / 1e9;
    }

    @Override
    public String check(String id) {
        return ask("check " + id, "right");
    }

    @Override
    public void release(String id) {
        ask("release " + id, "released");
    }

    @Override
    public double processorSeconds() {
        return ProcessorTime.of(process.pid());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        try {
            toChild.close();
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
