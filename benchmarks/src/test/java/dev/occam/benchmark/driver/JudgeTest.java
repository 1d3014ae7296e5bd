package dev.occam.benchmark.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.occam.benchmark.work.Work;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private static List<Verdict> judged(Measurement... measurements) {
        return new Judge(List.of(measurements)).verdicts(measurements[0].group());
    }

    @Test
    void eachTargetOfAWorkIsAVerdict() {
        List<Verdict> verdicts = judged(
                Times.steps("step tiny", 1, "occam", 100e-6),
                Times.steps("step tiny", 1, "djl", 610e-6),
                Times.steps("step tiny", 1, "torch", 220e-6),
                Times.steps("step tiny", 1, "smile", 190e-6));

        assertThat(verdicts)
                .extracting(verdict -> verdict.beside().orElseThrow().name())
                .containsExactly("djl", "torch", "smile");
        assertThat(verdicts)
                .extracting(Verdict::met)
                .containsExactly(Optional.of(true), Optional.of(false), Optional.of(false));
        assertThat(verdicts.get(0).ratio().orElseThrow()).isCloseTo(6.1, within(1e-9));
        assertThat(verdicts.get(0).target()).contains(5.0);
    }

    @Test
    void theFastestOfSeveralPeersCounts() {
        List<Verdict> verdicts = judged(
                Times.steps("step fashion", 1, "occam", 5e-3),
                Times.steps("step fashion", 1, "djl", 14e-3),
                Times.steps("step fashion", 1, "torch", 9.8e-3),
                Times.steps("step fashion", 1, "dl4j", 1e-3));

        assertThat(verdicts).hasSize(1);
        assertThat(verdicts.get(0).beside().orElseThrow().name()).isEqualTo("torch");
        assertThat(verdicts.get(0).met()).contains(false);
    }

    @Test
    void aRatioThatIsJustReachedIsMet() {
        List<Verdict> verdicts =
                judged(Times.steps("step fashion", 1, "occam", 1), Times.steps("step fashion", 1, "djl", 2));

        assertThat(verdicts.get(0).met()).contains(true);
    }

    @Test
    void otherThreadsAndOtherGroupsAreNotCompared() {
        List<Verdict> verdicts = judged(
                Times.steps("step fashion", 1, "occam", 1),
                Times.steps("step fashion", 2, "djl", 2),
                Times.of(Group.SCALING, "step fashion", 1, "djl", 2));

        assertThat(verdicts).hasSize(1);
        assertThat(verdicts.get(0).beside()).isEmpty();
        assertThat(verdicts.get(0).met()).isEmpty();
    }

    @Test
    void withoutTheTargetsPeerTheFastestOtherStandsBesideWithoutATarget() {
        List<Verdict> verdicts =
                judged(Times.steps("step fashion", 1, "occam", 1), Times.steps("step fashion", 1, "dl4j", 4));

        assertThat(verdicts).hasSize(1);
        assertThat(verdicts.get(0).ratio()).contains(4.0);
        assertThat(verdicts.get(0).target()).isEmpty();
    }

    @Test
    void theSecondThreadIsHeldAgainstTheFirst() {
        List<Verdict> verdicts = judged(
                Times.steps("step big", 1, "occam", 1.7),
                Times.steps("step big", 2, "occam", 1.0),
                Times.steps("step big", 2, "occam@1", 1.9));

        assertThat(verdicts)
                .filteredOn(verdict -> verdict.ours().threads() == 2)
                .singleElement()
                .satisfies(verdict -> {
                    assertThat(verdict.beside().orElseThrow().name()).isEqualTo(Verdict.ONE_THREAD);
                    assertThat(verdict.met()).contains(true);
                });
    }

    @Test
    void oneThreadIsMeasuredInTheSameRoundsWhereItIsCompared() {
        assertThat(Catalogue.cases(Group.STEPS, 2, List.of("occam", "djl")))
                .filteredOn(each ->
                        each.lanes().stream().anyMatch(lane -> lane.peer().equals(Catalogue.ON_ONE_THREAD)))
                .extracting(each -> each.lanes().get(0).work().name())
                .containsExactly("step big", "step lenet", "step vgg");
        assertThat(Catalogue.cases(Group.STEPS, 1, List.of("occam")))
                .allSatisfy(each -> assertThat(each.lanes()).hasSize(1));
    }

    @Test
    void aRuleMayCostFivePercent() {
        List<Verdict> verdicts = judged(
                Times.of(Group.RULES, "update adam", 1, "occam", 1.00),
                Times.of(Group.RULES, "update adam+l2", 1, "occam", 1.04),
                Times.of(Group.RULES, "update adam+l1", 1, "occam", 1.06));

        assertThat(verdicts)
                .extracting(Verdict::met)
                .containsExactly(Optional.empty(), Optional.of(true), Optional.of(false));
    }

    @Test
    void dropoutStandsBesideTheStepWithoutIt() {
        List<Verdict> verdicts = judged(
                Times.of(Group.RULES, "step fashion", 1, "occam", 1.0),
                Times.of(Group.RULES, "step fashion +dropout", 1, "occam", 1.25));

        assertThat(verdicts.get(1).beside()).contains(new Verdict.Beside("step fashion", 1.0, 1.0));
        assertThat(verdicts.get(1).ratio()).contains(0.8);
        assertThat(verdicts.get(1).target()).isEmpty();
    }

    @Test
    void aStartHasALimit() {
        List<Verdict> verdicts = judged(
                Times.of(Group.START, Starts.FIRST_EPOCH, 1, "occam", 0.5),
                Times.of(Group.START, Starts.DEFAULT_TRAIN, 1, "occam", 3));

        assertThat(verdicts).extracting(Verdict::isLimit).containsExactly(true, true);
        assertThat(verdicts).extracting(Verdict::met).containsExactly(Optional.of(true), Optional.of(false));
    }

    @Test
    void everyTargetIsOfAWorkThatIsMeasured() {
        List<String> measured = Stream.concat(
                        Stream.of(Group.values())
                                .flatMap(group -> Catalogue.cases(group, 1, List.of("occam")).stream())
                                .flatMap(each -> each.lanes().stream())
                                .map(lane -> lane.work().name()),
                        Stream.of(Starts.FIRST_EPOCH, Starts.DEFAULT_TRAIN))
                .toList();

        assertThat(Targets.ALL)
                .extracting(Target::work)
                .allSatisfy(work -> assertThat(measured).contains(work));
    }

    @Test
    void namesInTheCatalogueAreThoseOfTheirWorks() {
        Stream<String> names = Stream.concat(
                Catalogue.RULES.stream().flatMap(List::stream),
                Stream.of(Growth.values()).flatMap(growth -> growth.works().stream()));

        assertThat(names).allSatisfy(name -> assertThat(Work.parse(name).name()).isEqualTo(name));
    }

    @Test
    void minimaAreComparedBesideMedians() {
        List<Verdict> verdicts = judged(
                Times.steps("step fashion", 1, "occam", 2, 4, 8), Times.steps("step fashion", 1, "djl", 3, 9, 9));

        assertThat(verdicts.get(0).ratio().orElseThrow()).isCloseTo(9.0 / 4, within(1e-9));
        assertThat(verdicts.get(0).ratioOfMinima().orElseThrow()).isCloseTo(1.5, within(1e-9));
    }
}
