package dev.occam.cli;

import dev.occam.error.RequestException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The text of a spec file. */
final class SpecText {
    private static final int MOST_BYTES = 4 << 20;

    private SpecText() {}

    static String read(Path file) {
        String name = Text.line(file.toString());
        if (Files.isDirectory(file)) {
            throw new RequestException("Cannot read %s: it is a folder.%n  Name the spec in it, for instance %s."
                    .formatted(name, file.resolve("spec.yaml")));
        }
        if (!Files.exists(file)) {
            throw new RequestException(
                    "Cannot read %s: there is no such file.%n  Data are named with --data.".formatted(name));
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new RequestException("%s is too long for a spec: more than 4 MB.".formatted(name));
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new RequestException("%s is not a text in UTF-8.%n  Save it as UTF-8.".formatted(name), e);
        } catch (IOException e) {
            throw new RequestException(
                    "Cannot read %s: %s.".formatted(name, Text.line(String.valueOf(e.getMessage()))), e);
        }
    }
}
