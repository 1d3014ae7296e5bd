package dev.occam.benchmark.driver;

import java.util.Arrays;
import java.util.List;

/** What is made larger while the rest of a network stays. */
enum Growth {
    WIDTH("units of both hidden layers", "step 784-%dx2-10 b128", 32, 64, 128, 256, 512, 1024, 2048),
    BATCH("examples in a batch", "step 784-512x2-10 b%d", 1, 4, 16, 64, 256, 1024),
    DEPTH("hidden layers of 256 units", "step 64-256x%d-10 b64", 1, 2, 4, 8, 16);

    private final String axis;
    private final String work;
    private final int[] sizes;

    Growth(String axis, String work, int... sizes) {
        this.axis = axis;
        this.work = work;
        this.sizes = sizes;
    }

    String axis() {
        return axis;
    }

    int[] sizes() {
        return sizes.clone();
    }

    String work(int size) {
        return work.formatted(size);
    }

    List<String> works() {
        return Arrays.stream(sizes).mapToObj(this::work).toList();
    }
}
