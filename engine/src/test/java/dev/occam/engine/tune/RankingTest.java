package dev.occam.engine.tune;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RankingTest {
    private static final double[][] LOSSES = {
        {0.5, 0.7, 0.6, 0.8},
        {0.4, 0.6, 0.5, 0.7},
        {0.41, 0.62, 0.5, 0.69},
        {0.4, Double.POSITIVE_INFINITY, 0.1, 0.1}
    };

    @Test
    void theSmallestMeanIsBestAndTheSimplestIsWithinOneStandardError() {
        Ranking ranking = Ranking.of(LOSSES, List.of(3, 2, 1, 0), true);

        assertThat(ranking.best()).isEqualTo(1);
        assertThat(ranking.simplest()).isEqualTo(2);
    }

    @Test
    void trialsAreComparedOnTheSameFolds() {
        Ranking ranking = Ranking.of(LOSSES, List.of(0, 1, 2, 3), true);

        assertThat(ranking.isLikeTheBest(0)).isFalse();
        assertThat(ranking.isLikeTheBest(1)).isTrue();
        assertThat(ranking.isLikeTheBest(2)).isTrue();
        assertThat(ranking.isLikeTheBest(3)).isFalse();
    }

    @Test
    void foldsLeaveMoreDoubtThanIndependentParts() {
        double folds = Ranking.of(LOSSES, List.of(0, 1, 2, 3), true)
                .differences()
                .get(2)
                .standardError();
        double parts = Ranking.of(LOSSES, List.of(0, 1, 2, 3), false)
                .differences()
                .get(2)
                .standardError();

        assertThat(folds).isGreaterThan(parts);
    }
}
