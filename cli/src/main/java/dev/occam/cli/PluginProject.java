package dev.occam.cli;

import dev.occam.error.RequestException;
import dev.occam.error.RunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A new plugin's project, before it is written.
 *
 * @param packageName the Java package of its sources
 */
record PluginProject(PluginTemplate template, PluginName name, String packageName) {
    private static final Set<String> KEYWORDS = Set.of(("abstract assert boolean break byte case catch char class const"
                    + " continue default do double else enum extends false final finally float for goto if implements"
                    + " import instanceof int interface long native new null package private protected public return"
                    + " short static strictfp super switch synchronized this throw throws transient true try void"
                    + " volatile while")
            .split(" "));

    /** Classes that sources use without importing them. */
    private static final Set<String> JAVA_LANG = Set.of(
            "IllegalArgumentException",
            "IllegalStateException",
            "Integer",
            "Math",
            "Object",
            "OutOfMemoryError",
            "Override",
            "Record",
            "Runtime",
            "String",
            "System");

    PluginProject {
        if (!packageName.matches("[a-z_][a-z0-9_]*(\\.[a-z_][a-z0-9_]*)*")
                || Stream.of(packageName.split("\\.")).anyMatch(KEYWORDS::contains)) {
            throw new RequestException(
                    "\"%s\" cannot be a Java package.%n  Name one with --package, for instance org.acme.rules."
                            .formatted(Text.line(packageName)));
        }
        if (uses(template.files(name, packageName), name.className())) {
            throw new RequestException(
                    "A %s cannot be called \"%s\": its source uses another class %s.%n  Take another name."
                            .formatted(template.text(), name.text(), name.className()));
        }
    }

    Map<String, String> files() {
        return template.files(name, packageName);
    }

    /** Writes all files into this folder, which must be empty or not there. */
    void write(Path folder) {
        try {
            if (Files.exists(folder) && !isEmptyFolder(folder)) {
                throw new RequestException(
                        "%s is there already and not an empty folder; nothing was written.%n  Name another with --output."
                                .formatted(folder));
            }
            for (Map.Entry<String, String> file : files().entrySet()) {
                Path path = folder.resolve(file.getKey());
                Files.createDirectories(path.resolve("..").normalize());
                Files.writeString(path, file.getValue());
            }
        } catch (IOException e) {
            throw new RunException(
                    "Cannot write the project into %s: %s.".formatted(folder, Text.line(String.valueOf(e))), e);
        }
    }

    private static boolean uses(Map<String, String> files, String className) {
        return JAVA_LANG.contains(className)
                || files.values().stream()
                        .flatMap(String::lines)
                        .anyMatch(line -> line.startsWith("import ") && line.endsWith("." + className + ";"));
    }

    private static boolean isEmptyFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.findAny().isEmpty();
        }
    }
}
