package dev.occam.engine.plan;

/** A place in a storage where a tensor's values lie row by row. */
public record Region(Storage storage, int offset) {
    public Region {
        if (offset < 0 || offset > storage.size()) {
            throw new IllegalArgumentException("offset %d is outside %s".formatted(offset, storage));
        }
    }
}
