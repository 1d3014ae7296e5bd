package dev.occam.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.engine.builtin.Cosine;
import dev.occam.engine.builtin.MeanSquaredError;
import dev.occam.engine.builtin.SoftmaxCrossEntropy;
import dev.occam.engine.model.ModelWeight;
import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Schedule;
import dev.occam.regularizer.ActivityL1;
import dev.occam.regularizer.Dropout;
import dev.occam.regularizer.L2;
import dev.occam.regularizer.LabelSmoothing;
import dev.occam.regularizer.StochasticDepth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleSelectionTest {
    private final List<String> problems = new ArrayList<>();

    private List<Rule> select(RuleRequest... requests) {
        return new RuleSelection(Networks.MIXED, problems).select(List.of(requests));
    }

    private static RuleRequest on(Regularizer rule, String... targets) {
        return new RuleRequest(rule, List.of(targets), Optional.empty());
    }

    private static RuleRequest after(Regularizer rule, String layer) {
        return new RuleRequest(rule, List.of(), Optional.of(layer));
    }

    @ParameterizedTest
    @CsvSource({
        "weights,hidden.weight output.weight",
        "biases,hidden.bias output.bias",
        "all,hidden.weight hidden.bias 2.weight 2.bias output.weight output.bias",
        "weight,hidden.weight output.weight",
        "norm-scale,2.weight",
        "norm-shift+biases,hidden.bias 2.bias output.bias",
        "hidden,hidden.weight",
        "3,output.weight",
        "hidden+biases,hidden.weight hidden.bias output.bias"
    })
    void targetsSelectByRoleOrLayer(String target, String expected) {
        Rule rule = select(on(new L2(0.1), target)).get(0);
        assertThat(problems).isEmpty();
        assertThat(rule.weights().stream().map(ModelWeight::name)).containsExactly(expected.split(" "));
    }

    @Test
    void withoutATargetWeightsAreMeantAndNeitherBiasesNorNormalizations() {
        assertThat(select(on(new L2(0.1))).get(0).weights().stream().map(ModelWeight::name))
                .containsExactly("hidden.weight", "output.weight");
    }

    @Test
    void anUnknownTargetIsNamedWithTheNearestAndWhatThereIs() {
        select(on(new L2(0.1), "hiden"));
        assertThat(problems)
                .containsExactly("regularizer l2: no target is called \"hiden\". Nearest: hidden.\n"
                        + "  Targets with weights: weights, biases, all, weight, bias, norm-scale, norm-shift;"
                        + " layer 0 (dense \"hidden\"), layer 3 (dense \"output\").");
    }

    @Test
    void aRuleThatSelectsFrozenWeightsOnlyIsAnError() {
        Rule all = new RuleSelection(Networks.FROZEN, problems)
                .select(List.of(on(new L2(0.1), "all")))
                .get(0);
        assertThat(all.weights().stream().map(ModelWeight::name)).containsExactly("output.weight", "output.bias");
        assertThat(problems).isEmpty();
        new RuleSelection(Networks.FROZEN, problems).select(List.of(on(new L2(0.1), "hidden")));
        assertThat(problems)
                .containsExactly("regularizer l2: on hidden selects frozen weights only, and no rule touches those:"
                        + " hidden.weight.\n  Leave the rule out, or train them.");
    }

    @Test
    void aRuleThatSelectsNothingIsAnError() {
        select(on(new L2(0.1), "embedding"), on(new L2(0.2), "1"));
        assertThat(problems).hasSize(2);
        assertThat(problems.get(0))
                .startsWith("regularizer l2: on embedding selects no weight of this model.\n  Targets with");
        assertThat(problems.get(1)).startsWith("regularizer l2: on 1 selects no weight of this model.");
    }

    @Test
    void aRuleOnActivationsNeedsALayer() {
        select(on(new Dropout(0.5)));
        assertThat(problems)
                .containsExactly(
                        "regularizer dropout: it acts on a layer's output; say which: after: LAYER.\n"
                                + "  Layers: layer 0 (dense \"hidden\"), layer 1 (relu), layer 2 (norm), layer 3 (dense \"output\").");
    }

    @Test
    void aRuleOnActivationsTakesLayersByNameAndIndex() {
        assertThat(select(after(new Dropout(0.5), "hidden+1")).get(0).after()).containsExactly(0, 1);
        assertThat(problems).isEmpty();
    }

    @Test
    void onAndAfterAreRefusedWhereTheySayNothing() {
        select(
                new RuleRequest(new Dropout(0.5), List.of("weights"), Optional.of("1")),
                after(new L2(0.1), "1"),
                after(new Dropout(0.5), "hiddn"));
        assertThat(problems).hasSize(3);
        assertThat(problems.get(0)).contains("it acts on no weight, so \"on\" says nothing");
        assertThat(problems.get(1)).contains("it does not act on a layer's output, so \"after\" says nothing");
        assertThat(problems.get(2)).contains("no layer is called \"hiddn\". Nearest: hidden.");
    }

    @Test
    void aRuleOnBranchesTakesResidualLayersOnly() {
        RuleSelection residual = new RuleSelection(Networks.RESIDUAL, problems);
        List<Rule> rules = residual.select(List.of(after(new StochasticDepth(0.1), "block")));
        assertThat(problems).isEmpty();
        assertThat(rules.get(0).after()).containsExactly(1);
        assertThat(CoverageTable.of(Networks.RESIDUAL, rules, List.of(), List.of())
                        .activations())
                .containsExactly("stochastic-depth drop=0.1 on the branch of layer 1 (residual \"block\")");

        residual.select(List.of(after(new StochasticDepth(0.1), "in")));
        select(after(new StochasticDepth(0.1), "1"));
        assertThat(problems)
                .containsExactly(
                        "regularizer stochastic-depth: it acts on the branch of a residual layer, and layer 0 (dense \"in\")"
                                + " has none.\n  Layers with a branch: layer 1 (residual \"block\").",
                        "regularizer stochastic-depth: it acts on the branch of a residual layer, and layer 1 (relu) has none.\n"
                                + "  No layer of this model has one.");
    }

    @Test
    void rulesOnActivationsOrTargetsActOnNoWeight() {
        select(
                on(new ActivityL1(0.1), "weights"),
                on(new LabelSmoothing(0.1), "weights"),
                after(new ActivityL1(0.1), "hidden"),
                after(new LabelSmoothing(0.1), "hidden"));
        assertThat(problems)
                .startsWith("regularizer activity-l1: it acts on no weight, so \"on\" says nothing.\n"
                        + "  Say which layer's output it changes: after: LAYER.")
                .contains("regularizer label-smoothing: it acts on no weight, so \"on\" says nothing.\n  Leave it out.")
                .contains(
                        "regularizer label-smoothing: it does not act on a layer's output, so \"after\" says nothing.\n"
                                + "  Leave it out.")
                .hasSize(4);
    }

    @Test
    void aRuleOnClassesIsRefusedWhereTheTargetsAreNumbers() {
        List<Rule> rules = select(on(new LabelSmoothing(0.1)), on(new L2(0.1)));
        assertThat(TargetRules.problems(rules, new MeanSquaredError()))
                .containsExactly("regularizer label-smoothing: it changes the probabilities of classes, but loss"
                        + " mean-squared-error compares with numbers.\n  Leave it out.");
        assertThat(TargetRules.problems(rules, new SoftmaxCrossEntropy())).isEmpty();
    }

    @Test
    void aScheduleNeedsAStrengthThatIsAFactor() {
        Optional<Schedule> cosine = Optional.of(new Cosine());
        List<Rule> rules = select(
                new RuleRequest(new L2(0.1), List.of("hidden"), Optional.empty(), cosine),
                new RuleRequest(new Dropout(0.1), List.of(), Optional.of("hidden"), cosine));

        assertThat(problems)
                .containsExactly("regularizer dropout: its strength is no factor of what it does, so it cannot follow a"
                        + " schedule (schedule=cosine).\n  Leave the schedule out.");
        assertThat(CoverageTable.of(Networks.MIXED, rules.subList(0, 1), List.of(), List.of())
                        .rows()
                        .get(0)
                        .rules())
                .singleElement()
                .asString()
                .startsWith("l2 lambda=0.1 unit=canonical scheduled by cosine last=0");
    }

    @Test
    void rulesOfOneNameAreToldApartByTheirTargets() {
        assertThat(select(on(new L2(0.1), "hidden"), on(new L2(0.2), "output"), on(new L2(0.3), "output")).stream()
                        .map(Rule::label))
                .containsExactly("l2@hidden", "l2@output", "l2@output#2");
    }
}
