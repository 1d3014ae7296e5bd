package dev.occam.cpu.kernel;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A warm-up by whose clock a minute is over at once. */
public final class ImpatientWarmUp {
    private static final long MINUTE_NANOS = 60_000_000_000L;

    private ImpatientWarmUp() {}

    public static WarmUp saying(Consumer<String> notices) {
        AtomicLong clock = new AtomicLong();
        return new WarmUp(() -> clock.getAndAdd(MINUTE_NANOS + 1), notices);
    }
}
