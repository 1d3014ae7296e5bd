package dev.occam.engine.plan;

/**
 * Float32 memory that a plan reads or writes, before a device gives it a buffer. Each storage is its own, whatever its name.
 */
public final class Storage {
    private final String name;
    private final int size;

    public Storage(String name, int size) {
        if (size < 0) {
            throw new IllegalArgumentException("a storage holds at least 0 values, not " + size);
        }
        this.name = name;
        this.size = size;
    }

    public String name() {
        return name;
    }

    /** Number of values. */
    public int size() {
        return size;
    }

    /** The part from this value on. */
    public Region from(int offset) {
        return new Region(this, offset);
    }

    @Override
    public String toString() {
        return name + "[" + size + "]";
    }
}
