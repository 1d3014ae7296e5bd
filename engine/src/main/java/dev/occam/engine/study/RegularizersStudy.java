package dev.occam.engine.study;

import dev.occam.StudyResult.Outcome;
import dev.occam.engine.statistics.Estimate;
import dev.occam.engine.study.Evidence.Condition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Rules and their combinations on six data sets of different shape. */
final class RegularizersStudy implements Study {
    /** Ten times those of L2: under momentum 0.9 that is the same strength. The same holds for L1. */
    private static final List<Arm> DECAY =
            Stream.of(1e-2, 1e-1, 3e-1, 1.0).map(Arm::decay).toList();

    private static final List<Arm> L2 =
            Stream.of(1e-3, 1e-2, 3e-2, 1e-1).map(Arm::l2).toList();
    private static final List<Arm> L1 =
            Stream.of(1e-3, 3e-3, 1e-2, 3e-2).map(Arm::l1).toList();
    private static final List<Arm> DROPOUT =
            Stream.of(0.2, 0.5).map(drop -> Arm.dropout(drop, 1)).toList();

    /** Of the logarithm of the test loss: one percent. */
    private static final double ONE_PERCENT = Math.log(1.01);

    @Override
    public String name() {
        return "regularizers";
    }

    @Override
    public String title() {
        return "Which rule helps where";
    }

    @Override
    public int seeds(boolean quick) {
        return quick ? 4 : 8;
    }

    @Override
    public List<StudyData> data() {
        return Scenes.SIX.stream().map(Scene::data).distinct().toList();
    }

    @Override
    public Findings make(Workbench bench) {
        List<Arm> singles = Stream.of(List.of(Arm.NONE, Arm.stopped(), Arm.more()), DECAY, L2, L1, DROPOUT)
                .flatMap(List::stream)
                .toList();
        for (Scene scene : Scenes.SIX) {
            bench.run("rules alone, " + scene.name(), scene, singles, false);
            Evidence alone = bench.evidence(scene);
            bench.run(
                    "combinations, " + scene.name(),
                    bench.size().seeds(),
                    scene,
                    seed -> combinations(alone.of(List.of(seed))).stream()
                            .map(condition -> condition.arms().get(0))
                            .toList(),
                    false);
        }
        return findings(Scenes.SIX.stream().map(bench::evidence).toList());
    }

    static Findings findings(List<Evidence> scenes) {
        List<Section> sections = new ArrayList<>();
        sections.add(overview(scenes));
        scenes.forEach(scene -> sections.add(section(scene)));
        return new Findings(
                "Each rule with the strength that has the smallest data loss on a validation part, chosen for each seed, never by"
                        + " the test part; combinations take the strengths that were chosen alone. Plain gradient descent with"
                        + " momentum 0.9, under which a decoupled λ acts like a coupled one of a tenth. More data is twice as many"
                        + " rows. Four of the sets are data of others, two are made by formulas and named so.",
                scenes.stream().map(Evidence::scene).toList(),
                sections,
                rulings(scenes));
    }

    /** The rules alone, each at its best strength. */
    private static List<Condition> singles(Evidence evidence) {
        return List.of(
                evidence.chosen("weight decay", DECAY),
                evidence.chosen("L1", L1),
                evidence.chosen("L2", L2),
                evidence.chosen("dropout", DROPOUT),
                evidence.fixed("early stopping", Arm.stopped()),
                evidence.fixed("more data", Arm.more()));
    }

    private static List<Condition> combinations(Evidence evidence) {
        Condition decay = evidence.chosen("weight decay", DECAY);
        Condition l1 = evidence.chosen("L1", L1);
        Condition dropout = evidence.chosen("dropout", DROPOUT);
        Condition stopped = evidence.fixed("early stopping", Arm.stopped());
        Condition more = evidence.fixed("more data", Arm.more());
        return List.of(
                both(decay, l1),
                both(decay, dropout),
                both(decay, stopped),
                both(dropout, stopped),
                both(decay, more),
                both(both(decay, dropout), stopped));
    }

    private static Condition both(Condition first, Condition second) {
        List<Arm> arms = new ArrayList<>();
        for (int i = 0; i < first.arms().size(); i++) {
            arms.add(first.arms().get(i).and(second.arms().get(i)));
        }
        return new Condition(first.name() + " + " + second.name(), arms);
    }

    private static List<Condition> all(Evidence evidence) {
        List<Condition> all = new ArrayList<>(singles(evidence));
        all.addAll(combinations(evidence));
        return all;
    }

    /** ln of the test loss without any rule over the one with; above 0 where the rule helps. */
    private static Estimate gain(Evidence evidence, Condition condition) {
        return evidence.ratio(evidence.fixed(Arm.NONE), condition, Measure.TEST_LOSS);
    }

    private static Section overview(List<Evidence> scenes) {
        List<String> header = new ArrayList<>(List.of("rule"));
        scenes.forEach(scene -> header.add(scene.scene().name()));
        List<List<Block.Cell>> rows = new ArrayList<>();
        int conditions = all(scenes.get(0)).size();
        for (int i = 0; i < conditions; i++) {
            List<Block.Cell> row = new ArrayList<>(
                    List.of(Block.words(all(scenes.get(0)).get(i).name())));
            for (Evidence scene : scenes) {
                Condition condition = all(scene).get(i);
                row.add(Block.mean(scene.ratio(condition, scene.fixed(Arm.NONE), Measure.TEST_LOSS), Quantity.RATIO));
            }
            rows.add(row);
        }
        return new Section(
                "overview",
                "Test loss against none",
                false,
                List.of(
                        new Block.Note(
                                "How much smaller (−) or larger (+) the data loss on the test part is than without any rule,"
                                        + " seed by seed."),
                        new Block.Table("", header, rows)));
    }

    private static Section section(Evidence scene) {
        List<List<Block.Cell>> rows = new ArrayList<>();
        List<Block.Difference> gains = new ArrayList<>();
        boolean classes = scene.scene().predictsClasses();
        List<Condition> conditions = new ArrayList<>(List.of(scene.fixed(Arm.NONE)));
        conditions.addAll(all(scene));
        for (Condition condition : conditions) {
            List<Block.Cell> row = new ArrayList<>(List.of(Block.words(condition.name())));
            row.add(Block.mean(scene.mean(condition, Measure.TEST_LOSS), Quantity.NUMBER));
            row.add(Block.mean(scene.mean(condition, Measure.TRAIN_LOSS), Quantity.NUMBER));
            if (classes) {
                row.add(Block.mean(scene.mean(condition, Measure.TEST_ACCURACY), Quantity.FRACTION));
                row.add(Block.mean(scene.mean(condition, Measure.TRAIN_ACCURACY), Quantity.FRACTION));
            }
            row.add(Block.mean(scene.mean(condition, Measure.NON_ZEROS), Quantity.FRACTION));
            rows.add(row);
            if (!condition.equals(conditions.get(0))) {
                gains.add(new Block.Difference(condition.name(), gain(scene, condition)));
            }
        }
        List<String> header = new ArrayList<>(List.of("rule", "test loss", "training loss"));
        if (classes) {
            header.addAll(List.of("test accuracy", "training accuracy"));
        }
        header.add("weights that are not 0");
        return new Section(
                scene.scene().data().label(),
                scene.scene().name(),
                false,
                List.of(
                        new Block.Note(scene.scene().about() + "."),
                        new Block.Differences(
                                "What each rule gains",
                                "ln of test loss without over with",
                                Quantity.DIFFERENCE,
                                gains),
                        new Block.Table("", header, rows)));
    }

    static List<Ruling> rulings(List<Evidence> scenes) {
        List<Ruling> rulings = new ArrayList<>();
        for (Evidence scene : scenes) {
            rulings.add(ruling(
                    scene,
                    "decay-helps",
                    "Decay makes the loss on unseen data smaller.",
                    gain(scene, singles(scene).get(0)),
                    "test loss without against with decay: %s"));
        }
        for (Evidence scene : scenes) {
            rulings.add(combination(scene));
        }
        for (Evidence scene : scenes) {
            Condition more = singles(scene).get(5);
            Condition decay = singles(scene).get(0);
            rulings.add(ruling(
                    scene,
                    "data-beat-decay",
                    "Twice the data help more than decay does.",
                    scene.ratio(decay, more, Measure.TEST_LOSS),
                    "test loss with decay against twice the data: %s"));
        }
        rulings.add(universal(scenes));
        return rulings;
    }

    private static Ruling ruling(Evidence scene, String name, String claim, Estimate estimate, String figures) {
        return new Ruling(
                name,
                name.equals("data-beat-decay") ? "questions" : "text",
                claim,
                scene.scene().name(),
                Decision.more(estimate, ONE_PERCENT),
                figures.formatted(Quantity.RATIO.text(estimate)),
                false);
    }

    /** Against decay alone: does it gain by a second technique? The techniques that the article names. */
    private static Ruling combination(Evidence scene) {
        Condition decay = singles(scene).get(0);
        List<Condition> withDecay = combinations(scene).subList(0, 3);
        List<Estimate> gains = withDecay.stream()
                .map(condition -> scene.ratio(decay, condition, Measure.TEST_LOSS))
                .toList();
        // The best of several is no fair comparison: each must show it at the confidence that all together need.
        List<Outcome> outcomes = gains.stream()
                .map(gain -> Decision.more(gain, ONE_PERCENT, gains.size()))
                .toList();
        String figures = "test loss of decay alone against "
                + IntStream.range(0, gains.size())
                        .mapToObj(i -> "%s: %s".formatted(withDecay.get(i).name(), Quantity.RATIO.text(gains.get(i))))
                        .collect(Collectors.joining("; "));
        return new Ruling(
                "combinations-help",
                "misconceptions",
                "Decay with L1, dropout or early stopping does better than decay alone.",
                scene.scene().name(),
                Decision.any(outcomes),
                figures,
                false);
    }

    /** Whether some rule beats decay somewhere. */
    private static Ruling universal(List<Evidence> scenes) {
        List<Outcome> outcomes = new ArrayList<>();
        List<String> best = new ArrayList<>();
        for (Evidence scene : scenes) {
            List<Condition> singles = singles(scene);
            List<Condition> others = singles.subList(1, 5);
            for (Condition other : others) {
                outcomes.add(Decision.more(
                        scene.ratio(singles.get(0), other, Measure.TEST_LOSS),
                        ONE_PERCENT,
                        scenes.size() * others.size()));
            }
            Condition winner = singles.subList(0, 5).stream()
                    .min(Comparator.comparingDouble(condition ->
                            scene.mean(condition, Measure.TEST_LOSS).mean()))
                    .orElseThrow();
            best.add(scene.scene().name() + ": " + winner.name());
        }
        return new Ruling(
                "decay-is-not-universal",
                "misconceptions",
                "On some data another rule does better than decay.",
                "all of them",
                Decision.any(outcomes),
                "smallest mean test loss of the rules alone: " + String.join(", ", best),
                false);
    }
}
