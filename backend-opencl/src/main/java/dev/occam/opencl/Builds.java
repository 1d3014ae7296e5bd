package dev.occam.opencl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Builds kernels, each text once in the life of a device, and where a cache holds its binary not at all. Nothing is built
 * before it is needed; then all that was asked for until then is built together, because most of the time of a build goes
 * into what is the same in every source.
 */
final class Builds implements AutoCloseable {
    /** Compilers' time is not linear in the length of what they compile. */
    private static final int MOST_TOGETHER = 32;

    private final ProgramBuilder builder;
    private final BinaryCache cache;
    private final Map<String, Build> builds = new HashMap<>();
    private final List<Build> pending = new ArrayList<>();
    private final List<Long> programs = new ArrayList<>();

    Builds(Session session, BinaryCache cache) {
        this.builder = new ProgramBuilder(session);
        this.cache = cache;
    }

    /** The kernels of one text, as soon as they are needed. */
    final class Build {
        private final String name;
        private final KernelText text;
        private long[] kernels;

        private Build(String name, KernelText text) {
            this.name = name;
            this.text = text;
        }

        /** The driver's names for the kernels, one for each stage. */
        long[] kernels() {
            if (kernels == null) {
                buildPending();
            }
            if (kernels == null) {
                buildAlone(this);
            }
            return kernels;
        }
    }

    /** Asks for the kernels of a text. */
    Build of(String name, KernelText text) {
        return builds.computeIfAbsent(text.source(), source -> {
            Build build = new Build(name, text);
            if (text.stages().isEmpty()) {
                build.kernels = new long[0];
            } else {
                pending.add(build);
            }
            return build;
        });
    }

    private void buildPending() {
        while (!pending.isEmpty()) {
            List<Build> next = pending.subList(0, Math.min(MOST_TOGETHER, pending.size()));
            List<Build> together = List.copyOf(next);
            next.clear();
            String source =
                    KernelText.source(together.stream().map(build -> build.text).toList());
            Optional<Long> program = cached(source)
                    .or(() -> built(source, builder.fromSources(together.get(0).name + " and others", source)));
            // Which one cannot be built, and why, shows where each is built on its own.
            program.ifPresentOrElse(built -> makeKernels(built, together), () -> together.forEach(this::buildAlone));
        }
    }

    private void buildAlone(Build build) {
        String source = KernelText.source(List.of(build.text));
        long program = cached(source)
                .or(() -> built(source, Optional.of(builder.fromSource(build.name, source))))
                .orElseThrow();
        makeKernels(program, List.of(build));
    }

    private Optional<Long> cached(String source) {
        return cache.isOn() ? cache.get(source).flatMap(builder::fromBinary) : Optional.empty();
    }

    private Optional<Long> built(String source, Optional<Long> program) {
        if (cache.isOn()) {
            program.flatMap(builder::binary).ifPresent(bytes -> cache.put(source, bytes));
        }
        return program;
    }

    private void makeKernels(long program, List<Build> together) {
        programs.add(program);
        for (int number = 0; number < together.size(); number++) {
            Build build = together.get(number);
            int text = number;
            build.kernels = build.text.stages().stream()
                    .mapToLong(stage -> builder.kernel(program, stage.kernel(text), build.name))
                    .toArray();
        }
    }

    @Override
    public void close() {
        builds.values().stream()
                .filter(build -> build.kernels != null)
                .forEach(build -> builder.release(build.kernels));
        programs.forEach(builder::release);
    }
}
