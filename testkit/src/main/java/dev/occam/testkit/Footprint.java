package dev.occam.testkit;

import java.io.File;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a program may leave behind in its process and its working folder. */
record Footprint(Set<Thread> threads, Map<String, String> properties, Map<String, String> defaults, Set<String> files) {
    static Footprint take() {
        // First of all, because a default that is asked for may set a property.
        Map<String, String> defaults = Map.of(
                "locale", Locale.getDefault().toString(),
                "time zone", TimeZone.getDefault().getID(),
                "handler of uncaught exceptions", String.valueOf(Thread.getDefaultUncaughtExceptionHandler()));
        Map<String, String> properties = new LinkedHashMap<>();
        System.getProperties().forEach((key, value) -> properties.put(String.valueOf(key), String.valueOf(value)));
        Set<Thread> threads = Thread.getAllStackTraces().keySet().stream()
                .filter(Footprint::isOfAProgram)
                .collect(Collectors.toSet());
        return new Footprint(threads, properties, defaults, filesHere());
    }

    /** What this has and an earlier footprint had not, in words. */
    Optional<String> beyond(Footprint earlier) {
        for (Thread thread : threads) {
            if (!earlier.threads.contains(thread)) {
                return Optional.of("starts the thread \"" + thread.getName() + "\"");
            }
        }
        Set<String> keys = new TreeSet<>(properties.keySet());
        keys.addAll(earlier.properties.keySet());
        for (String key : keys) {
            String before = earlier.properties.getOrDefault(key, "not set");
            String after = properties.getOrDefault(key, "not set");
            if (!before.equals(after)) {
                return Optional.of("changes the system property %s from %s to %s".formatted(key, before, after));
            }
        }
        for (Map.Entry<String, String> standard : defaults.entrySet()) {
            if (!standard.getValue().equals(earlier.defaults.get(standard.getKey()))) {
                return Optional.of("changes the default " + standard.getKey());
            }
        }
        return files.stream()
                .filter(file -> !earlier.files.contains(file))
                .findFirst()
                .map(file -> "makes the file \"" + file + "\"");
    }

    /** The JVM's own threads come and go. */
    private static boolean isOfAProgram(Thread thread) {
        ThreadGroup group = thread.getThreadGroup();
        return group != null
                && !group.getName().equals("system")
                && !group.getName().equals("InnocuousThreadGroup");
    }

    private static Set<String> filesHere() {
        String[] names = new File("").getAbsoluteFile().list();
        return names == null ? Set.of() : new TreeSet<>(Arrays.asList(names));
    }
}
