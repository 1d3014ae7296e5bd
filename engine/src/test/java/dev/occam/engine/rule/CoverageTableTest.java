package dev.occam.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.Coverage;
import dev.occam.plugin.Regularizer;
import dev.occam.regularizer.Dropout;
import dev.occam.regularizer.L2;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CoverageTableTest {
    private static Coverage of(double lambda, String on) {
        List<RuleRequest> requests = List.of(
                new RuleRequest(new L2(lambda), List.of(on), Optional.empty()),
                new RuleRequest((Regularizer) new Dropout(0.5), List.of(), Optional.of("1")));
        List<Rule> rules = new RuleSelection(Networks.MIXED, new ArrayList<>()).select(requests);
        return CoverageTable.of(Networks.MIXED, rules, List.of(), List.of());
    }

    @Test
    void everyWeightHasARowWithItsRules() {
        Coverage coverage = of(0.1, "hidden");
        assertThat(coverage.rows()).hasSize(6);
        assertThat(coverage.rows().get(0).rules()).containsExactly("l2 lambda=0.1 unit=canonical");
        assertThat(coverage.rows().get(1).rules()).isEmpty();
        assertThat(coverage.activations()).containsExactly("dropout drop=0.5 after layer 1 (relu)");
    }

    @Test
    void theHashDependsOnRulesStrengthsAndTargets() {
        assertThat(of(0.1, "hidden").hash()).isEqualTo(of(0.1, "hidden").hash()).hasSize(64);
        assertThat(of(0.1, "hidden").hash()).isNotEqualTo(of(0.2, "hidden").hash());
        assertThat(of(0.1, "hidden").hash()).isNotEqualTo(of(0.1, "output").hash());
    }
}
