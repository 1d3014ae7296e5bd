package dev.occam.benchmark.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the process of a peer is started.
 *
 * @param module its folder in {@code benchmarks/peers}
 * @param oldestJava that it runs on
 * @param flags of the JVM; {@code THREADS} and {@code CACHE} in them are replaced
 * @param environment beside what all have; OpenMP is passive where the peer would otherwise spin against itself; {@code MODULE}
 *     in it is the folder of what was built
 */
record PeerKind(String name, String module, int oldestJava, List<String> flags, Map<String, String> environment) {
    private static final List<String> JAVACPP = List.of("-Dorg.bytedeco.javacpp.cachedir=CACHE/javacpp");
    private static final Map<String, String> PASSIVE = Map.of("OMP_WAIT_POLICY", "passive");
    private static final Map<String, String> NONE = Map.of();

    /** Peers on the JVM, each with a module of its own because their libraries exclude each other. */
    static final List<PeerKind> ALL = List.of(
            new PeerKind(
                    "djl",
                    "djl",
                    17,
                    List.of(
                            "-Dai.djl.offline=true",
                            "-Dai.djl.pytorch.num_threads=THREADS",
                            "-Dai.djl.pytorch.num_interop_threads=1",
                            "-DDJL_CACHE_DIR=CACHE/djl"),
                    Map.of("OPT_OUT_TRACKING", "true")),
            new PeerKind("torch", "torch", 17, JAVACPP, PASSIVE),
            new PeerKind("mkl", "blas", 17, JAVACPP, NONE),
            new PeerKind("onednn", "blas", 17, JAVACPP, NONE),
            new PeerKind("openblas", "blas", 17, JAVACPP, NONE),
            new PeerKind(
                    "dl4j",
                    "dl4j",
                    17,
                    List.of(JAVACPP.get(0), "-Dorg.bytedeco.javacpp.platform.extension=-avx512"),
                    PASSIVE),
            new PeerKind("smile", "smile", 25, List.of(), Map.of("LD_LIBRARY_PATH", "MODULE/natives")));

    PeerKind {
        flags = List.copyOf(flags);
        environment = Map.copyOf(environment);
    }

    List<String> flags(int threads, String cache) {
        List<String> all = new ArrayList<>();
        flags.forEach(
                flag -> all.add(flag.replace("THREADS", String.valueOf(threads)).replace("CACHE", cache)));
        return all;
    }

    Map<String, String> environment(String built) {
        Map<String, String> all = new TreeMap<>();
        environment.forEach((name, value) -> all.put(name, value.replace("MODULE", built)));
        return all;
    }

    /** What every peer gets, so that it uses this many threads and lets go of the cores when it is idle. */
    static Map<String, String> environment(int threads) {
        String count = String.valueOf(threads);
        Map<String, String> all = new TreeMap<>(Map.of(
                "OMP_NUM_THREADS",
                count,
                "OPENBLAS_NUM_THREADS",
                count,
                "MKL_NUM_THREADS",
                count,
                "MKL_DYNAMIC",
                "FALSE",
                "OMP_DYNAMIC",
                "FALSE",
                "KMP_BLOCKTIME",
                "1"));
        return all;
    }
}
