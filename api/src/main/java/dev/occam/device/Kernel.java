package dev.occam.device;

import java.util.List;

/** A compiled program or matrix product. */
public interface Kernel {
    /** Fixes the buffers, by their numbers in the program. Made once, launched every step. */
    Launch bind(List<Buffer> buffers);
}
