package dev.occam.engine.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.occam.SearchStrategy;
import dev.occam.Setting;
import dev.occam.SpecSource;
import dev.occam.TuningListener;
import dev.occam.TuningSpec;
import dev.occam.data.Dataset;
import dev.occam.data.Targets;
import dev.occam.engine.data.Splits;
import dev.occam.engine.file.Safetensors;
import dev.occam.engine.wiring.Workshops;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Along the path of the lasso, weights become exactly 0 where coordinate descent in double makes them 0. */
class LassoPathTest {
    private static final int ROWS = 40;
    private static final int FOLDS = 2;
    private static final int TRIALS = 9;
    private static final String KEY = "regularizers.l1.lambda";

    @TempDir
    private Path folder;

    @Test
    void theSetsOfExactZerosAreThoseOfCoordinateDescent() {
        Path csv = Searches.line(folder, ROWS, 0.4, 2, -1.2, 0.6, 0.3, -0.15, 0, 0, 0.05);
        SpecSource source = Searches.lineSpec(csv, 150, 0.2, "{l1: {lambda: 0}}");
        TuningSpec request = Searches.request(source, SearchStrategy.PATH, TRIALS, FOLDS, KEY + "=log:2e-3..5");
        Workshop workshop = Workshops.real();
        Splits splits = workshop.data(workshop.read(source));
        Judge judge = Judge.of(request, 0, splits, splits.rows());
        TrialFiles files = TrialFiles.in(folder);
        List<Candidate> candidates = Points.of(request, 42).stream()
                .map(point -> candidate(workshop, source, point))
                .toList();
        Comparator<Candidate> strongestFirst = Comparator.comparingDouble(candidate -> -lambda(candidate));
        try (Crew crew = new Crew(2)) {
            new Search(workshop, splits, judge, crew, files, "search", "", TuningListener.NONE)
                    .run(candidates, SearchStrategy.PATH, strongestFirst);
        }
        Set<Set<Integer>> seen = new HashSet<>();
        for (Candidate candidate : candidates) {
            for (int part = 0; part < FOLDS; part++) {
                Dataset train = splits.prepare(judge.parts().get(part)).train();
                double[] reference = coordinateDescent(train, lambda(candidate));
                float[] trained = weights(files, candidate, part);
                assertThat(zeros(trained)).isEqualTo(zeros(reference));
                for (int k = 0; k < reference.length; k++) {
                    assertThat((double) trained[k]).isEqualTo(reference[k], within(1e-4));
                }
                seen.add(zeros(reference));
            }
        }
        assertThat(seen).as("different sets along the path").hasSizeGreaterThan(4);
    }

    private static Candidate candidate(Workshop workshop, SpecSource source, Point point) {
        List<Setting> settings = new ArrayList<>(point.settings());
        return new Candidate(point, workshop.read(new SpecSource(source.name(), source.text(), settings)));
    }

    private static double lambda(Candidate candidate) {
        return Double.parseDouble(candidate.point().values().get(KEY));
    }

    private static float[] weights(TrialFiles files, Candidate candidate, int part) {
        String key = "%04d-part-%d".formatted(candidate.point().number(), part + 1);
        return Safetensors.read(files.state(key))
                .tensor("weight/0.weight")
                .orElseThrow()
                .values();
    }

    private static Set<Integer> zeros(float[] w) {
        double[] values = new double[w.length];
        for (int k = 0; k < w.length; k++) {
            values[k] = w[k];
        }
        return zeros(values);
    }

    private static Set<Integer> zeros(double[] w) {
        Set<Integer> zeros = new HashSet<>();
        for (int k = 0; k < w.length; k++) {
            if (w[k] == 0) {
                zeros.add(k);
            }
        }
        return zeros;
    }

    /** Minimizes (1/n)Σ(y − xw)² + λ‖w‖₁, one weight at a time (Friedman et al. 2007). */
    private static double[] coordinateDescent(Dataset data, double lambda) {
        int n = data.size();
        int width = data.width();
        float[] y = ((Targets.Values) data.targets()).values();
        double[] w = new double[width];
        for (int sweep = 0; sweep < 2000; sweep++) {
            for (int k = 0; k < width; k++) {
                double correlation = 0;
                double square = 0;
                for (int i = 0; i < n; i++) {
                    double residual = y[i];
                    for (int j = 0; j < width; j++) {
                        residual -= j == k ? 0 : data.features()[i * width + j] * w[j];
                    }
                    correlation += data.features()[i * width + k] * residual;
                    square += data.features()[i * width + k] * (double) data.features()[i * width + k];
                }
                double threshold = n * lambda / 2;
                w[k] = Math.abs(correlation) <= threshold
                        ? 0
                        : (correlation - Math.signum(correlation) * threshold) / square;
            }
        }
        return w;
    }
}
