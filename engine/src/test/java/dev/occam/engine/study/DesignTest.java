package dev.occam.engine.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.DataChoice;
import dev.occam.Occam;
import dev.occam.RunOptions;
import dev.occam.TrainingListener;
import dev.occam.TrainingResult;
import dev.occam.TrainingSpec;
import dev.occam.engine.data.DataOptions;
import dev.occam.engine.data.DataSource;
import dev.occam.engine.data.PreparedData;
import dev.occam.engine.data.Share;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DesignTest {
    @TempDir
    private Path folder;

    static List<Scene> scenes() {
        return Stream.concat(Stream.of(Scenes.NOISY_DIGITS, Scenes.FEW_DIGITS, Scenes.CUSTOMERS), Scenes.SIX.stream())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("scenes")
    void theDataOfASceneAreAsItSays(Scene scene) {
        scene.data().writeTo(folder);
        Map<String, Object> options = new LinkedHashMap<>(scene.options(Arm.NONE));
        options.put("path", scene.data().source(folder));

        PreparedData data =
                DataSource.prepare(DataOptions.from(options).withValidation(new Share(Scene.VALIDATION)), 1);

        String size = String.format(Locale.ROOT, "%,d", data.train().size());
        assertThat(scene.about()).contains(size);
        assertThat(data.test()).isPresent();
    }

    static List<Scene> six() {
        return Scenes.SIX;
    }

    @ParameterizedTest
    @MethodSource("six")
    void twiceTheRowsAreThereWhereThereIsToBeMore(Scene scene) {
        scene.data().writeTo(folder);
        Map<String, Object> options = new LinkedHashMap<>(scene.options(Arm.more()));
        options.put("path", scene.data().source(folder));

        PreparedData data =
                DataSource.prepare(DataOptions.from(options).withValidation(new Share(Scene.VALIDATION)), 1);

        assertThat(data.train().size()).isEqualTo(2 * (int) scene.options().get("rows"));
    }

    @ParameterizedTest
    @MethodSource("six")
    void allRulesTogetherCanBeTrainedOnEachScene(Scene scene) {
        scene.data().writeTo(folder);
        Arm all = Arm.decay(0.01).and(Arm.l1(1e-3)).and(Arm.dropout(0.2, 1)).and(Arm.stopped());

        TrainingResult result =
                Occam.engine().train(scene.spec(all, 1, folder, 0.01), RunOptions.IN_MEMORY, TrainingListener.NONE);
        result.model().close();

        assertThat(result.test().orElseThrow().loss()).isFinite();
        assertThat(result.test().orElseThrow().accuracy().isPresent()).isEqualTo(scene.predictsClasses());
    }

    @Test
    void runsOfOneSeedDifferInTheirRulesAlone() {
        TrainingSpec without = Scenes.NOISY_DIGITS.spec(Arm.NONE, 7, folder, 1);
        TrainingSpec with = Scenes.NOISY_DIGITS.spec(Arm.l2(0.01), 7, folder, 1);

        assertThat(with.seed()).isEqualTo(without.seed());
        assertThat(with.data()).isEqualTo(without.data());
        assertThat(with.model()).isEqualTo(without.model());
        assertThat(with.optimizer()).isEqualTo(without.optimizer());
        assertThat(with.regularizers()).hasSize(1);
        assertThat(without.regularizers()).isEmpty();
    }

    @Test
    void aCombinationHoldsTheRulesOfBoth() {
        Arm both = Arm.decay(0.01).and(Arm.dropout(0.5, 2)).and(Arm.stopped()).and(Arm.more());

        assertThat(both.name()).isEqualTo("decoupled-decay 0.01 + dropout 0.5 + early stopping + more data");
        assertThat(both.rules()).hasSize(3);
        assertThat(both.earlyStopping()).isTrue();
        assertThat(both.moreData()).isTrue();
        assertThat(Arm.NONE.and(Arm.l1(0.1))).isEqualTo(Arm.l1(0.1));
        assertThat(Arm.l1(0.1).and(Arm.NONE)).isEqualTo(Arm.l1(0.1));
        assertThat(Arm.l2(0)).isEqualTo(Arm.NONE);
    }

    @Test
    void madeDataAreTheSameEachTime() {
        assertThat(MadeData.sparse()).isEqualTo(MadeData.sparse());
        assertThat(MadeData.friedman().lines().findFirst().orElseThrow()).isEqualTo("x1,x2,x3,x4,x5,x6,x7,x8,x9,x10,y");
        assertThat(MadeData.sparse().lines().count()).isEqualTo(601);
        assertThat(MadeData.sparse()
                        .lines()
                        .filter(line -> line.endsWith("yes"))
                        .count())
                .isBetween(250L, 350L);
    }

    @Test
    void filesOfDataStandInTheFolder() {
        DataChoice.Named data =
                (DataChoice.Named) Scenes.CUSTOMERS.spec(Arm.NONE, 1, folder, 1).data();

        assertThat(data.source()).isEqualTo(folder.resolve("telco.csv.gz").toString());
    }

    @Test
    void theEpochOfConvergenceIsTheFirstThatStaysNearTheEnd() {
        assertThat(Measuring.settled(new double[] {10, 5, 1, 0.05, 0.2, 0.05, 0}))
                .isEqualTo(6);
        assertThat(Measuring.settled(new double[] {3})).isEqualTo(1);
        assertThat(Measuring.settled(new double[] {1, 1, 1})).isEqualTo(1);
        assertThat(Measuring.settled(new double[] {4, 3, 2, 1})).isEqualTo(4);
    }

    @Test
    void aQuantileLiesBetweenItsNeighbours() {
        assertThat(WeightDecayTables.quantile(new double[] {1, 2, 4}, 0.5)).isEqualTo(2);
        assertThat(WeightDecayTables.quantile(new double[] {1, 2, 4}, 0.75)).isEqualTo(3);
        assertThat(WeightDecayTables.quantile(new double[] {7}, 0.25)).isEqualTo(7);
    }

    @Test
    void numbersAreReadInTheirUnits() {
        assertThat(Quantity.FRACTION.text(0.9214)).isEqualTo("92.1 %");
        assertThat(Quantity.POINTS.text(-0.0001)).isEqualTo("0.0");
        assertThat(Quantity.POINTS.text(0.034)).isEqualTo("+3.4");
        assertThat(Quantity.RATIO.text(Math.log(2))).isEqualTo("+100.0 %");
        assertThat(Quantity.NUMBER.text(1234.5)).isEqualTo("1,235");
        assertThat(Quantity.NUMBER.text(0.00012)).isEqualTo("1.20e-04");
    }
}
