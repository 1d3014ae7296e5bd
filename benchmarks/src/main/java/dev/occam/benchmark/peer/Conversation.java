package dev.occam.benchmark.peer;

import dev.occam.benchmark.work.Work;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the driver and the process of a peer say to each other. Other commits' processes are driven too, so it stays as it is:
 *
 * <pre>
 * version                 version TEXT
 * prepare ID WORK         prepared | unsupported
 * warm ID SECONDS         warmed NANOSECONDS of one run at the end
 * run ID TIMES            ran NANOSECONDS of all
 * check ID                right TEXT
 * release ID              released
 * anything that fails     failed MESSAGE
 * </pre>
 */
final class Conversation implements AutoCloseable {
    private static final double SHORTEST_LOOK = 0.015;
    private static final int MOST_TIMES = 1 << 20;

    private final Peer peer;
    private final int threads;
    private final Map<String, Task> tasks = new HashMap<>();

    Conversation(Peer peer, int threads) {
        this.peer = peer;
        this.threads = threads;
    }

    String answer(String line) {
        String[] words = line.split(" ", 3);
        try {
            return switch (words[0]) {
                case "version" -> "version " + oneLine(peer.version());
                case "prepare" -> prepare(words[1], Work.parse(words[2]));
                case "warm" -> "warmed " + warm(task(words[1]), Double.parseDouble(words[2]));
                case "run" -> "ran " + run(task(words[1]), Integer.parseInt(words[2]));
                case "check" -> "right " + oneLine(task(words[1]).check());
                case "release" -> release(words[1]);
                default -> "failed \"" + words[0] + "\" is not understood";
            };
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            return "failed " + oneLine(String.valueOf(e));
        }
    }

    private String prepare(String id, Work work) {
        Optional<Task> task = peer.prepare(work, threads);
        task.ifPresent(ready -> tasks.put(id, ready));
        return task.isPresent() ? "prepared" : "unsupported";
    }

    private Task task(String id) {
        Task task = tasks.get(id);
        if (task == null) {
            throw new IllegalArgumentException("nothing is prepared as " + id);
        }
        return task;
    }

    private static double warm(Task task, double seconds) {
        long start = System.nanoTime();
        int times = 1;
        while (true) {
            long nanos = run(task, times);
            if (System.nanoTime() - start >= seconds * 1e9) {
                return (double) nanos / times;
            }
            if (nanos < SHORTEST_LOOK * 1e9 && times < MOST_TIMES) {
                times *= 2;
            }
        }
    }

    private static long run(Task task, int times) {
        long start = System.nanoTime();
        task.run(times);
        return System.nanoTime() - start;
    }

    private String release(String id) {
        task(id).close();
        tasks.remove(id);
        return "released";
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    @Override
    public void close() {
        tasks.values().forEach(Task::close);
        tasks.clear();
    }
}
