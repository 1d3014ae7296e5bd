package dev.occam.benchmark.occam;

import dev.occam.benchmark.OpenDevice;
import dev.occam.benchmark.peer.Task;
import dev.occam.benchmark.work.Training;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What each kernel of a training step takes. */
public final class Profile {
    private static final long WARM_UP_NANOS = 5_000_000_000L;
    /** Loops are compiled after so much work, not time. */
    private static final int WARM_UP_STEPS = 100;

    private Profile() {}

    /**
     * A line a kernel, the slowest first.
     *
     * @param listings whether what a kernel computes follows its line
     */
    public static String of(Training training, int threads, boolean listings) {
        return of(training, threads, listings, WARM_UP_NANOS);
    }

    static String of(Training training, int threads, boolean listings, long nanos) {
        ProfiledDevice device = new ProfiledDevice(OpenDevice.of("cpu", threads));
        try (Task task = new TrainingTask(training, device)) {
            long start = System.nanoTime();
            task.run(WARM_UP_STEPS);
            while (System.nanoTime() - start < nanos) {
                task.run(1);
            }
            long end = System.nanoTime() + nanos;
            for (int step = 0; step < ProfiledDevice.Times.KEPT && System.nanoTime() - end < 0; step++) {
                task.run(1);
            }
            return text(device.kernels(), listings);
        }
    }

    private static String text(List<ProfiledDevice.Times> kernels, boolean listings) {
        double sum = kernels.stream().mapToDouble(ProfiledDevice.Times::median).sum();
        StringBuilder text = new StringBuilder();
        kernels.stream()
                .sorted(Comparator.comparingDouble(ProfiledDevice.Times::median).reversed())
                .forEach(kernel -> {
                    text.append(String.format(
                            Locale.ROOT,
                            "%10.1f us %5.1f %%  %s%n",
                            kernel.median() / 1e3,
                            100 * kernel.median() / sum,
                            kernel.name()));
                    if (listings) {
                        text.append(kernel.listing().indent(20));
                    }
                });
        return text.append(String.format(Locale.ROOT, "%10.1f us in all%n", sum / 1e3))
                .toString();
    }
}
