package dev.occam.catalog;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * Where a plugin comes from.
 *
 * @param jar the jar's file name; empty for a folder of classes
 * @param version the jar's version; empty if it states none
 * @param builtFor the api version that the jar states
 */
record Origin(String jar, String version, Optional<ApiVersion> builtFor) {
    static final Origin UNKNOWN = new Origin("", "", Optional.empty());

    /** The origin of a loaded class. */
    static Origin of(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            return UNKNOWN;
        }
        try {
            return of(Path.of(source.getLocation().toURI()));
        } catch (URISyntaxException | RuntimeException e) {
            return UNKNOWN; // a location that is no file has no jar to name
        }
    }

    /** The origin of a resource within a jar or a folder of classes. */
    static Origin of(URL resource, String name) {
        try {
            if (resource.openConnection() instanceof JarURLConnection connection) {
                return of(Path.of(connection.getJarFileURL().toURI()));
            }
            String address = resource.toString();
            return of(Path.of(URI.create(address.substring(0, address.length() - name.length()))));
        } catch (IOException | URISyntaxException | RuntimeException e) {
            return UNKNOWN;
        }
    }

    private static Origin of(Path place) {
        boolean isFolder = Files.isDirectory(place);
        Attributes attributes = manifest(place, isFolder);
        String version = Optional.ofNullable(attributes.getValue(Attributes.Name.IMPLEMENTATION_VERSION))
                .orElse("");
        Optional<ApiVersion> builtFor =
                Optional.ofNullable(attributes.getValue(ApiVersion.ATTRIBUTE)).flatMap(ApiVersion::parse);
        return new Origin(isFolder ? "" : String.valueOf(place.getFileName()), version, builtFor);
    }

    private static Attributes manifest(Path place, boolean isFolder) {
        try {
            if (!isFolder) {
                try (JarFile jar = new JarFile(place.toFile())) {
                    return jar.getManifest() == null
                            ? new Attributes()
                            : jar.getManifest().getMainAttributes();
                }
            }
            Path file = place.resolve(JarFile.MANIFEST_NAME);
            if (!Files.exists(file)) {
                return new Attributes();
            }
            try (var in = Files.newInputStream(file)) {
                return new Manifest(in).getMainAttributes();
            }
        } catch (IOException e) {
            return new Attributes();
        }
    }
}
