package dev.occam.cli;

import dev.occam.DataChoice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Names new run folders: {@code runs/20261122-104500-digits}. */
final class RunFolders {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    private RunFolders() {}

    static Path next(Surroundings surroundings, DataChoice data) {
        return next(surroundings, nameOf(data));
    }

    /** @param what is in it, as a part of its name */
    static Path next(Surroundings surroundings, String what) {
        String name = surroundings.clock().get().format(TIME) + "-" + plain(what);
        Path runs = surroundings.folder().resolve("runs");
        Path folder = runs.resolve(name);
        for (int number = 2; Files.exists(folder); number++) {
            folder = runs.resolve(name + "-" + number);
        }
        return folder;
    }

    /** The data's name as a part of a file name. */
    static String nameOf(DataChoice data) {
        String source = data instanceof DataChoice.Named named
                ? named.source()
                : ((DataChoice.Given) data).train().name();
        String last = source.replaceAll("[/\\\\]+$", "").replaceAll(".*[/\\\\]", "");
        return plain(last.replaceAll("\\.(csv|gz|csv\\.gz)$", ""));
    }

    private static String plain(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[.-]+|[.-]+$", "");
        return plain.isEmpty() ? "data" : plain.substring(0, Math.min(plain.length(), 40));
    }
}
