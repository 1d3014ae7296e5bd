package dev.occam.testkit;

import dev.occam.device.Buffer;

/** A buffer of a {@link CheckingDevice}, which remembers where it was allocated. */
final class CheckedBuffer implements Buffer {
    private final CheckingDevice device;
    private final Buffer inner;
    private final int number;
    private final Throwable origin = new Throwable("allocated here");

    CheckedBuffer(CheckingDevice device, Buffer inner, int number) {
        this.device = device;
        this.inner = inner;
        this.number = number;
    }

    CheckingDevice device() {
        return device;
    }

    Buffer inner() {
        return inner;
    }

    Throwable origin() {
        return origin;
    }

    @Override
    public int size() {
        return inner.size();
    }

    @Override
    public void close() {
        inner.close();
        device.closed(this);
    }

    @Override
    public String toString() {
        return "buffer %d of %d values".formatted(number, size());
    }
}
