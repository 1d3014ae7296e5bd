package dev.occam.engine.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.occam.error.RequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/** Damages valid files in the ways that disks, networks and attackers do, by a seeded generator. */
public final class Mutation {
    private static final int[] TELLING = {0, 1, 0x7f, 0x80, 0xff, '"', ',', '\n', '{', '[', '-', '9', 'e', '.'};

    private Mutation() {}

    /** One to four changes: flipped bits, replaced, inserted, removed and repeated bytes, a cut, a lying size. */
    public static byte[] of(byte[] valid, Random random) {
        byte[] bytes = valid.clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            bytes = once(bytes, random);
        }
        return bytes;
    }

    /** Writes a new file: some file systems force one that is truncated to the disk, which takes a thousand times longer. */
    public static void put(Path path, byte[] bytes) throws IOException {
        Files.deleteIfExists(path);
        Files.write(path, bytes);
    }

    /** Runs a reader on damaged input: it may succeed, or refuse in at most four lines. */
    public static void mustSucceedOrRefuse(String input, Runnable reader) {
        try {
            reader.run();
        } catch (RequestException e) {
            assertThat(e.getMessage().lines().count())
                    .as("%s: %s", input, e.getMessage())
                    .isBetween(1L, 4L);
            assertThat(e.getMessage().length())
                    .as("%s: %s", input, e.getMessage())
                    .isLessThan(900);
        } catch (RuntimeException | Error e) {
            fail(input + " must be refused by a RequestException", e);
        }
    }

    private static byte[] once(byte[] bytes, Random random) {
        if (bytes.length < 8) {
            return new byte[] {(byte) random.nextInt(256)};
        }
        // Half of the changes hit the beginning, where headers are.
        int at = random.nextInt(random.nextBoolean() ? Math.min(bytes.length, 128) : bytes.length);
        return switch (random.nextInt(7)) {
            case 0 -> with(bytes, at, bytes[at] ^ (1 << random.nextInt(8)));
            case 1 -> with(bytes, at, TELLING[random.nextInt(TELLING.length)]);
            case 2 -> Arrays.copyOf(bytes, at);
            case 3 -> splice(bytes, at, at, new byte[] {(byte) TELLING[random.nextInt(TELLING.length)]});
            case 4 -> splice(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(8)), new byte[0]);
            case 5 -> splice(bytes, at, at, Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + 40)));
            default -> lyingSize(bytes, at, random);
        };
    }

    private static byte[] lyingSize(byte[] bytes, int at, Random random) {
        byte[] changed = bytes.clone();
        int start = Math.min(at / 4 * 4, bytes.length - 4);
        int value = random.nextBoolean() ? -1 >>> random.nextInt(32) : random.nextInt();
        for (int i = 0; i < 4; i++) {
            changed[start + i] = (byte) (value >>> (8 * i));
        }
        return changed;
    }

    private static byte[] with(byte[] bytes, int at, int value) {
        byte[] changed = bytes.clone();
        changed[at] = (byte) value;
        return changed;
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] middle) {
        byte[] changed = new byte[bytes.length - (to - from) + middle.length];
        System.arraycopy(bytes, 0, changed, 0, from);
        System.arraycopy(middle, 0, changed, from, middle.length);
        System.arraycopy(bytes, to, changed, from + middle.length, bytes.length - to);
        return changed;
    }
}
