package dev.occam.engine.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.occam.Choice;
import dev.occam.Engine;
import dev.occam.EpochReport;
import dev.occam.LayerChoice;
import dev.occam.RegularizerChoice;
import dev.occam.RunOptions;
import dev.occam.TrainedModel;
import dev.occam.TrainingListener;
import dev.occam.TrainingResult;
import dev.occam.TrainingSpec;
import dev.occam.engine.builtin.Adam;
import dev.occam.engine.builtin.BatchNorm;
import dev.occam.engine.builtin.Dense;
import dev.occam.error.RunException;
import dev.occam.plugin.Layer;
import dev.occam.plugin.Optimizer;
import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Role;
import dev.occam.regularizer.DecoupledDecay;
import dev.occam.regularizer.DropConnect;
import dev.occam.regularizer.Dropout;
import dev.occam.regularizer.GradientNoise;
import dev.occam.regularizer.L2;
import dev.occam.testkit.LayerTrainingContract;
import dev.occam.testkit.OptimizerTrainingContract;
import dev.occam.testkit.RegularizerTrainingContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong in training is found by the contracts that train. */
class TrainingDefectsTest {
    @TempDir
    private Path folder;

    @Test
    void aPenaltyWhoseGradientHasTheWrongSignIsFound() {
        rule(
                DefectiveEngine.misreading(spec -> spec.instances(rule -> new DefectivePlugins.Scaled(rule, -1))),
                RegularizerTrainingContract::stepsAreThoseOfTheFormulasAndOfTheirDifferences,
                "the difference quotients of its penalty");
    }

    @Test
    void aPenaltyThatIsTakenTwiceIsFound() {
        rule(
                DefectiveEngine.misreading(spec -> spec.instances(rule -> new DefectivePlugins.Scaled(rule, 2))),
                RegularizerTrainingContract::stepsAreThoseOfTheFormulasAndOfTheirDifferences,
                "the difference quotients of its penalty");
    }

    @Test
    void aPenaltyThatIsNotReportedIsFound() {
        rule(
                new DefectiveEngine() {
                    @Override
                    public TrainingResult train(TrainingSpec spec, RunOptions options, TrainingListener listener) {
                        return withHistory(
                                super.train(spec, options, listener),
                                report -> Map.of("l2", report.penalties().getOrDefault("l2", 0.0) / 2));
                    }
                },
                RegularizerTrainingContract::stepsAreThoseOfTheFormulasAndOfTheirDifferences,
                "the reported penalty");
    }

    @Test
    void aRuleThatAlsoActsOnBiasesIsFound() {
        rule(
                DefectiveEngine.misreading(spec -> spec.rules(
                        choice -> new RegularizerChoice(choice.regularizer(), List.of("all"), choice.after()))),
                RegularizerTrainingContract::biasesAreLeftAloneUnlessAskedFor,
                "the bias beside a weight with the rule");
    }

    @Test
    void aRuleThatIsForgottenIsFound() {
        Engine forgetful = DefectiveEngine.misreading(SpecChange::withoutRules);
        rule(forgetful, RegularizerTrainingContract::theRuleChangesTraining, "gives the bits");
        rule(forgetful, RegularizerTrainingContract::stepsAreThoseOfTheFormulasAndOfTheirDifferences, "after 3 steps");
    }

    @Test
    void aRuleOfStrengthZeroThatMovesRandomNumbersIsFound() {
        rule(
                DefectiveEngine.misreading(spec -> spec.spec().regularizers().isEmpty() ? spec : spec.seed(43)),
                RegularizerTrainingContract::strengthZeroTrainsToTheSameBits,
                "training with strength 0");
    }

    @Test
    void aRuleThatWorksAtEvaluationIsFound() {
        rule(
                new DefectiveEngine() {
                    @Override
                    public TrainingResult train(TrainingSpec spec, RunOptions options, TrainingListener listener) {
                        TrainingResult result = super.train(spec, options, listener);
                        return spec.regularizers().isEmpty()
                                ? result
                                : withModel(result, new DefectiveModel(result.model(), 1.0001f, 1));
                    }
                },
                contract -> contract.evaluationKnowsNothingOfTheRule(folder),
                "predictions of the model that was trained with the rule");
    }

    @Test
    void aFrozenLayerThatIsTrainedIsFound() {
        Engine thawing = DefectiveEngine.misreading(
                spec -> spec.layers(layer -> new LayerChoice(layer.layer(), layer.as(), Set.of(), layer.sameAs())));
        rule(thawing, contract -> contract.frozenWeightsAreLeftAsTheyAre(folder), "a frozen layer after training: 0.");
        optimizer(thawing, contract -> contract.frozenWeightsAreLeftAsTheyAre(folder), "a frozen layer after training");
        layer(thawing, contract -> contract.aFrozenLayerIsLeftAsItIs(folder), "a frozen layer after training");
    }

    @Test
    void aFrozenWeightThatOnlyLacksItsGradientIsFound() {
        Engine decaying = DefectiveEngine.misreading(spec ->
                spec.layers(layer -> layer.frozen().isEmpty()
                        ? layer
                        : new LayerChoice(
                                Choice.of(new DefectivePlugins.WithoutGradient(new Dense(6, true))),
                                layer.as(),
                                Set.of(),
                                layer.sameAs())));
        rule(
                decaying,
                contract -> contract.frozenWeightsAreLeftAsTheyAre(folder),
                "a frozen layer after training: 0.weight");
    }

    @Test
    void aStateOfAFrozenLayerThatMovesIsFound() {
        Engine moving = DefectiveEngine.misreading(spec ->
                spec.layers(layer -> layer.frozen().isEmpty()
                        ? layer
                        : new LayerChoice(
                                layer.layer(), layer.as(), Set.of(Role.NORM_SCALE, Role.NORM_SHIFT), layer.sameAs())));
        caught(
                layerContract(moving, new BatchNorm()),
                contract -> contract.aFrozenLayerIsLeftAsItIs(folder),
                "a frozen layer after training: 0.running_mean");
    }

    @Test
    void aPenaltyOfASharedWeightThatCountsTwiceIsFound() {
        Engine twice = DefectiveEngine.misreading(spec ->
                spec.spec().model().stream().anyMatch(layer -> layer.sameAs().isPresent())
                        ? spec.instances(rule -> new DefectivePlugins.Scaled(rule, 2))
                        : spec);
        rule(twice, RegularizerTrainingContract::aWeightInTwoPlacesIsRegularizedOnce, "of a weight in two places");
    }

    @Test
    void aUseOfASharedWeightWithoutItsGradientIsFound() {
        Engine apart = DefectiveEngine.misreading(spec ->
                spec.layers(layer -> new LayerChoice(layer.layer(), layer.as(), layer.frozen(), Optional.empty())));
        rule(apart, RegularizerTrainingContract::aWeightInTwoPlacesIsRegularizedOnce, "of a weight in two places");
        caught(
                layerContract(apart, new Dense(6, true)),
                LayerTrainingContract::bothUsesOfALayerTrainItsWeights,
                "after a step along the difference quotients");
    }

    @Test
    void aMaskOnWeightsThatIsUsedAgainIsFound() {
        dropConnect(DefectivePlugins.SameMask::new);
    }

    @Test
    void aMaskOnWeightsThatDiffersBackwardIsFound() {
        dropConnect(DefectivePlugins.OtherMaskBackward::new);
    }

    private static void dropConnect(UnaryOperator<Regularizer> mistake) {
        caught(
                contract(DefectiveEngine.misreading(spec -> spec.instances(mistake)), new DropConnect(0.5)),
                RegularizerTrainingContract::stepsAreThoseOfTheFormulasAndOfTheirDifferences,
                "the weight after 3 steps");
    }

    @Test
    void noiseOfAnotherSeedIsFound() {
        caught(
                contract(DefectiveEngine.misreading(spec -> spec.seed(12)), new GradientNoise(0.3, 0.55)),
                contract -> contract.aStepFromEveryKindOfValueIsThatOfTheFormulas(folder),
                "from 0, ±0.001, ±1 and ±10");
    }

    @Test
    void aSlopeAtZeroIsFound() {
        rule(
                DefectiveEngine.misreading(spec -> spec.instances(DefectivePlugins.SlopeAtZero::new)),
                contract -> contract.aStepFromEveryKindOfValueIsThatOfTheFormulas(folder),
                "from 0, ±0.001, ±1 and ±10");
    }

    @Test
    void aWeightThatIsDividedByItsNormOfZeroIsFound() {
        RegularizerTrainingContract contract = contract(new DefectiveEngine(), new DefectivePlugins.Direction());
        assertThatThrownBy(contract::aWeightThatStartsAtZeroStaysFinite)
                .isInstanceOfAny(AssertionError.class, RunException.class);
    }

    /** What the optimizer and the order of the examples remember is lost: only the weights come back. */
    @Test
    void stateThatIsStaleAfterAResumeIsFound() {
        Engine forgetful = new DefectiveEngine() {
            @Override
            public TrainingResult train(TrainingSpec spec, RunOptions options, TrainingListener listener) {
                if (options.resume().isEmpty()) {
                    return super.train(spec, options, listener);
                }
                Path file = folder.resolve("weights.safetensors");
                SpecChange one = new SpecChange(spec).epochs(1);
                try (TrainedModel model = right.train(one.spec(), RunOptions.IN_MEMORY, TrainingListener.NONE)
                        .model()) {
                    model.save(file);
                }
                return right.train(one.init(file).spec(), RunOptions.IN_MEMORY, listener);
            }
        };
        rule(
                forgetful,
                contract -> contract.aRunThatIsInterruptedAndResumedEndsInTheSameBits(folder.resolve("a")),
                "training with an interruption");
        optimizer(
                forgetful,
                contract -> contract.aRunThatIsInterruptedAndResumedEndsInTheSameBits(folder.resolve("b")),
                "training with an interruption");
        layer(
                forgetful,
                contract -> contract.aRunThatIsInterruptedAndResumedEndsInTheSameBits(folder.resolve("c")),
                "training with an interruption");
    }

    @Test
    void masksThatDifferByBackendAreFound() {
        Engine defective =
                DefectiveEngine.misreading(spec -> spec.spec().backend().equals("cpu") ? spec.seed(43) : spec);
        assertThatThrownBy(contract(defective, new Dropout(0.3))::everyBackendTrainsToTheSameWeights)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("on backend cpu");
    }

    @Test
    void slotsThatDoNotStartAtZeroAreFound() {
        optimizer(
                DefectiveEngine.misreading(spec -> spec.optimizer(DefectivePlugins.Warm::new)),
                OptimizerTrainingContract::stepsAreThoseOfTheFormulaFromSlotsOfZero,
                "against the formula");
    }

    @Test
    void aScheduleThatIsIgnoredIsFound() {
        Engine constant = DefectiveEngine.misreading(spec -> spec.schedule(Choice.of("constant")));
        optimizer(constant, OptimizerTrainingContract::aScheduleOfZeroTrainsNothing, "at a learning rate of 0");
        optimizer(
                constant,
                OptimizerTrainingContract::stepsAreThoseOfTheFormulaFromSlotsOfZero,
                "at half the learning rate");
    }

    @Test
    void aGradientOfWhichHalfIsLostIsFound() {
        layer(
                DefectiveEngine.misreading(spec -> spec.layer(1, DefectivePlugins.HalfDetached::new)),
                LayerTrainingContract::derivedGradientsAreThoseOfDifferences,
                "after a step along the difference quotients");
    }

    @Test
    void aModelThatPredictsWithAnotherFormulaIsFound() {
        layer(
                DefectiveEngine.misreading(spec -> spec.layer(1, DefectivePlugins.TwiceAtEvaluation::new)),
                LayerTrainingContract::predictionsAreThoseOfTheFormula,
                "the formula for evaluation");
    }

    @Test
    void aModelThatIsNotLoadedAsItWasSavedIsFound() {
        layer(
                loading(1, 1.0001f),
                contract -> contract.aSavedModelPredictsTheSameToTheBit(folder.resolve("a")),
                ".weight");
        layer(
                loading(1.0001f, 1),
                contract -> contract.aSavedModelPredictsTheSameToTheBit(folder.resolve("b")),
                "predictions of the model that was saved");
    }

    private static Engine loading(float predictionFactor, float weightFactor) {
        return new DefectiveEngine() {
            @Override
            public TrainedModel load(Path path, String backend) {
                return new DefectiveModel(super.load(path, backend), predictionFactor, weightFactor);
            }
        };
    }

    private static void rule(Engine engine, Consumer<RegularizerTrainingContract> test, String message) {
        caught(contract(engine, new L2(0.3)), test, message);
    }

    private static void optimizer(Engine engine, Consumer<OptimizerTrainingContract> test, String message) {
        caught(
                new OptimizerTrainingContract() {
                    @Override
                    public Optimizer plugin() {
                        return new Adam(0.01, 0.9, 0.999, 1e-8);
                    }

                    @Override
                    public Engine engine() {
                        return engine;
                    }
                },
                test,
                message);
    }

    private static void layer(Engine engine, Consumer<LayerTrainingContract> test, String message) {
        caught(layerContract(engine, new Dense(4, true)), test, message);
    }

    private static LayerTrainingContract layerContract(Engine engine, Layer layer) {
        return new LayerTrainingContract() {
            @Override
            public Layer plugin() {
                return layer;
            }

            @Override
            public Engine engine() {
                return engine;
            }
        };
    }

    private static <C> void caught(C contract, Consumer<C> test, String message) {
        assertThatThrownBy(() -> test.accept(contract))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(message);
    }

    private static RegularizerTrainingContract contract(Engine engine, Regularizer rule) {
        return new RegularizerTrainingContract() {
            @Override
            public Regularizer plugin() {
                return rule;
            }

            @Override
            public Optional<Regularizer> zero() {
                return Optional.of(new DecoupledDecay(0));
            }

            @Override
            public Engine engine() {
                return engine;
            }
        };
    }

    private static TrainingResult withModel(TrainingResult result, TrainedModel model) {
        return changed(result, model, result.history());
    }

    private static TrainingResult withHistory(
            TrainingResult result, java.util.function.Function<EpochReport, Map<String, Double>> penalties) {
        return changed(
                result,
                result.model(),
                result.history().stream()
                        .map(report -> new EpochReport(
                                report.epoch(),
                                report.seconds(),
                                report.train(),
                                penalties.apply(report),
                                report.validation(),
                                report.learningRate(),
                                report.weights(),
                                report.accounting(),
                                report.best()))
                        .toList());
    }

    private static TrainingResult changed(TrainingResult result, TrainedModel model, List<EpochReport> history) {
        return new TrainingResult(
                model,
                result.epochs(),
                result.bestEpoch(),
                result.train(),
                result.validation(),
                result.test(),
                result.seconds(),
                result.backend(),
                result.examplesPerSecond(),
                history,
                result.diagnosis(),
                result.folder());
    }
}
