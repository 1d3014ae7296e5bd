package dev.occam.engine.data;

import dev.occam.engine.file.Printable;
import dev.occam.error.RequestException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds Fashion-MNIST (Xiao, Rasul and Vollgraf 2017) on this machine. */
final class FashionMnist {
    static final String NAME = "fashion-mnist";

    /** Where Debian's package dataset-fashion-mnist puts it. */
    static final Path SYSTEM = Path.of("/usr/share/datasets", NAME);

    static final List<String> CLASSES = List.of(
            "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot");

    private FashionMnist() {}

    /**
     * The first folder that holds it: the system's, then {@code fashion-mnist} in {@code data}, then {@code data} itself.
     *
     * @param data value of OCCAM_DATA, if it is set
     */
    static IdxFolder find(Path system, Optional<String> data) {
        List<Path> places = new ArrayList<>(List.of(system));
        data.filter(text -> !text.isBlank()).map(Path::of).ifPresent(folder -> {
            places.add(folder.resolve(NAME));
            places.add(folder);
        });
        for (Path place : places) {
            IdxFolder folder = new IdxFolder(place, NAME);
            if (Files.isDirectory(place) && folder.hasTraining()) {
                return folder;
            }
        }
        String second = data.isPresent() && places.size() > 1
                ? "nor in $OCCAM_DATA (%s or its folder fashion-mnist)".formatted(Printable.path(places.get(2)))
                : "and $OCCAM_DATA is not set";
        throw new RequestException(
                "fashion-mnist is not in %s, %s.\n  Install the Debian package dataset-fashion-mnist, or let OCCAM_DATA name a folder with its four IDX files."
                        .formatted(Printable.path(system), second));
    }
}
