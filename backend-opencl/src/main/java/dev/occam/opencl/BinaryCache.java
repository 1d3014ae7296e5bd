package dev.occam.opencl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Built kernels in files, by their source, the device and its driver. A file starts with the digest of the rest; one that is
 * damaged counts as missing, and where nothing can be written nothing is kept.
 */
final class BinaryCache {
    private static final int DIGEST_BYTES = 32;

    private final Path folder;
    private final String device;

    BinaryCache(Path folder, Hardware hardware) {
        this.folder = folder;
        this.device = String.join("\n", hardware.name(), hardware.driver(), hardware.options(), "");
    }

    /** Whether anything is kept; {@code -Doccam.opencl.cache=false} says no. Asking a driver for a binary may take its time. */
    boolean isOn() {
        return !"false".equals(System.getProperty("occam.opencl.cache"));
    }

    Optional<byte[]> get(String source) {
        Path file = file(source);
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            byte[] content = Files.readAllBytes(file);
            if (content.length <= DIGEST_BYTES) {
                return Optional.empty();
            }
            byte[] binary = Arrays.copyOfRange(content, DIGEST_BYTES, content.length);
            boolean intact = Arrays.equals(digest(binary), Arrays.copyOf(content, DIGEST_BYTES));
            return intact ? Optional.of(binary) : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    void put(String source, byte[] binary) {
        try {
            Files.createDirectories(folder);
            Path unfinished = Files.createTempFile(folder, "new-", ".bin");
            try {
                byte[] content = Arrays.copyOf(digest(binary), DIGEST_BYTES + binary.length);
                System.arraycopy(binary, 0, content, DIGEST_BYTES, binary.length);
                Files.write(unfinished, content);
                Files.move(
                        unfinished, file(source), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException notWritable) {
            // The next run builds again.
            Thread.yield();
        }
    }

    Path file(String source) {
        byte[] key = digest((device + source).getBytes(StandardCharsets.UTF_8));
        return folder.resolve(HexFormat.of().formatHex(key) + ".bin");
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
