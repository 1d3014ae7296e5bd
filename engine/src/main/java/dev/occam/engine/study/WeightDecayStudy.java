package dev.occam.engine.study;

import dev.occam.engine.study.Evidence.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The article's eight tables on data, with what its text says beside them. */
final class WeightDecayStudy implements Study {
    /** Six decades, finer where something happens. */
    static final List<Double> STRENGTHS = List.of(0.0, 1e-6, 1e-5, 1e-4, 1e-3, 3e-3, 1e-2, 3e-2, 1e-1, 3e-1, 1.0);

    /** Those of the article. */
    static final List<Double> ARTICLE = List.of(1e-3, 1e-2, 1e-1);

    static final List<Double> HEAT_STRENGTHS = List.of(0.0, 1e-3, 1e-2, 3e-2, 1e-1);
    static final List<Double> HEAT_RATES = List.of(0.02, 0.05, 0.1, 0.2, 0.5);
    private static final List<Double> FASHION_STRENGTHS = List.of(0.0, 1e-5, 1e-4, 1e-3);
    private static final int FASHION_SEEDS = 5;
    private static final int HEAT_SEEDS = 5;

    @Override
    public String name() {
        return "weight-decay";
    }

    @Override
    public String title() {
        return "What weight decay does";
    }

    @Override
    public int seeds(boolean quick) {
        return quick ? 4 : 8;
    }

    @Override
    public List<StudyData> data() {
        return List.of(StudyData.DIGITS, StudyData.TELCO);
    }

    @Override
    public Findings make(Workbench bench) {
        List<Scene> scenes = List.of(Scenes.NOISY_DIGITS, Scenes.FEW_DIGITS, Scenes.CUSTOMERS);
        List<Arm> sweep = STRENGTHS.stream().map(Arm::l2).toList();
        for (Scene scene : scenes) {
            bench.run("λ from 0 to 1, " + scene.name(), scene, sweep, scene.equals(Scenes.NOISY_DIGITS));
        }
        bench.run("other rules", Scenes.NOISY_DIGITS, Techniques.all(), false);
        bench.run(
                "λ and learning rate", bench.size().atMost(HEAT_SEEDS), Scenes.NOISY_DIGITS, seed -> heatArms(), false);
        boolean fashion = !bench.size().quick() && StudyData.FASHION_MNIST.isHere();
        if (fashion) {
            bench.run(
                    "the control of full size",
                    bench.size().atMost(FASHION_SEEDS),
                    Scenes.FASHION,
                    seed -> FASHION_STRENGTHS.stream().map(Arm::l2).toList(),
                    false);
        }
        List<Arm> timed = List.of(Arm.NONE, Arm.l2(0.01));
        bench.time("time, one run after another", Scenes.NOISY_DIGITS, timed);

        WeightDecayTables tables = new WeightDecayTables(
                scenes.stream().map(bench::evidence).toList(),
                bench.evidence(Scenes.NOISY_DIGITS).of(bench.size().atMost(HEAT_SEEDS)),
                timed,
                bench.size().rounds());
        List<Section> sections = new ArrayList<>(tables.sections());
        List<Ruling> rulings = new ArrayList<>(new WeightDecayClaims(tables).rulings());
        List<Scene> used = new ArrayList<>(scenes);
        if (fashion) {
            FashionControl control = new FashionControl(
                    bench.evidence(Scenes.FASHION).of(bench.size().atMost(FASHION_SEEDS)), FASHION_STRENGTHS);
            sections.add(control.section());
            rulings.add(control.ruling());
            used.add(Scenes.FASHION);
        }
        return new Findings(introduction(bench.size(), fashion), used, sections, rulings);
    }

    private static String introduction(Size size, boolean fashion) {
        String control = size.quick()
                ? " The control of full size, Fashion-MNIST, is left out of a quick study."
                : fashion
                        ? ""
                        : " The control of full size was left out: Fashion-MNIST is not on this machine (Debian's package"
                                + " dataset-fashion-mnist has it).";
        return "An article on weight decay makes eight tables of what it does and does not say where their figures are from."
                + " These are the same tables from runs. Decay is the penalty ½λ‖w‖² next to the mean data loss, learnt by plain"
                + " gradient descent; where a table says with decay, λ is the one with the smallest data loss on a validation"
                + " part, chosen for each seed, never by the test part." + control;
    }

    /** Decay of this strength under this learning rate; the scene's own is not trained twice. */
    static Arm heatArm(double lambda, double rate) {
        Arm.Learner learner = Scenes.NOISY_DIGITS.learner();
        Arm arm = Arm.l2(lambda);
        return rate == learner.rate() ? arm : arm.by(learner.withRate(rate));
    }

    private static List<Arm> heatArms() {
        return HEAT_STRENGTHS.stream()
                .flatMap(lambda -> HEAT_RATES.stream().map(rate -> heatArm(lambda, rate)))
                .toList();
    }

    /** The rules that the article compares, and their strengths to choose from. */
    static final class Techniques {
        static final List<Arm> DECOUPLED =
                Stream.of(3e-3, 1e-2, 3e-2, 1e-1).map(Arm::decay).toList();
        static final List<Arm> COUPLED =
                Stream.of(3e-3, 1e-2, 3e-2, 1e-1).map(Arm::l2).toList();
        static final List<Arm> COUPLED_ON_ALL = COUPLED.stream().map(Arm::onAll).toList();
        static final List<Arm> L1 =
                Stream.of(3e-4, 1e-3, 3e-3, 1e-2).map(Arm::l1).toList();
        static final List<Arm> DROPOUT =
                Stream.of(0.2, 0.5).map(drop -> Arm.dropout(drop, 1)).toList();
        static final List<Arm> BOTH = Stream.of(3e-3, 1e-2, 3e-2)
                .flatMap(lambda ->
                        Stream.of(3e-4, 1e-3, 3e-3).map(l1 -> Arm.decay(lambda).and(Arm.l1(l1))))
                .toList();

        private Techniques() {}

        static List<Arm> all() {
            return Stream.of(DECOUPLED, COUPLED, L1, DROPOUT, BOTH, COUPLED_ON_ALL)
                    .flatMap(List::stream)
                    .toList();
        }

        static List<Condition> conditions(Evidence evidence) {
            return List.of(
                    evidence.fixed(Arm.NONE),
                    evidence.chosen("weight decay", DECOUPLED),
                    evidence.chosen("L1", L1),
                    evidence.chosen("L2", COUPLED),
                    evidence.chosen("dropout", DROPOUT),
                    evidence.chosen("weight decay + L1", BOTH));
        }
    }
}
