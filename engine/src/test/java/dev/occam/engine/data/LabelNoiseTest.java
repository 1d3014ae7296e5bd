package dev.occam.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.occam.data.Dataset;
import dev.occam.data.Targets;
import dev.occam.error.RequestException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelNoiseTest {
    private static final List<String> NAMES =
            IntStream.range(0, 10).mapToObj(Integer::toString).toList();

    @Test
    void aRedrawnLabelIsUniformOverAllClassesTheTrueOneIncluded() {
        Dataset clean = new Dataset("d", List.of(1), new float[100_000], new Targets.Classes(new int[100_000], NAMES));

        Targets.Classes noisy =
                (Targets.Classes) LabelNoise.redraw(clean, 0.2, new SplitMix(1)).targets();

        int[] counts = new int[10];
        for (int label : noisy.labels()) {
            counts[label]++;
        }
        assertThat(counts[0]).isBetween(81_800, 82_200);
        assertThat(Arrays.stream(counts).skip(1)).allMatch(count -> count > 1_850 && count < 2_150);
    }

    @Test
    void noNoiseChangesNothingAndTheOriginalIsNeverChanged() {
        int[] labels = new int[50];
        Dataset clean = new Dataset("d", List.of(1), new float[50], new Targets.Classes(labels, NAMES));
        assertThat(LabelNoise.redraw(clean, 0, new SplitMix(1))).isSameAs(clean);
        LabelNoise.redraw(clean, 1, new SplitMix(1));
        assertThat(labels).containsOnly(0);
    }

    @Test
    void numbersToBePredictedHaveNoClassesToRedraw() {
        Dataset values =
                new Dataset("prices.csv", List.of(1), new float[2], new Targets.Values(new float[2], List.of("y")));
        assertThatThrownBy(() -> LabelNoise.redraw(values, 0.2, new SplitMix(1)))
                .isInstanceOf(RequestException.class)
                .hasMessage(
                        "data: label-noise redraws classes, but the label of prices.csv is a number to be predicted.\n"
                                + "  Leave label-noise out, or say classes: true.");
    }
}
