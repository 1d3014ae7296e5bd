package dev.occam.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SuggestionTest {
    private static final List<String> RULES = List.of("decoupled-decay", "dropout", "huber", "l1", "l2", "max-norm");

    @Test
    void aMisspeltNameFindsTheOneThatWasMeant() {
        assertThat(Suggestion.nearest("dropuot", RULES)).contains("dropout");
        assertThat(Suggestion.nearest("decoupled-dcay", RULES)).contains("decoupled-decay");
        assertThat(Suggestion.nearest("hubre", RULES)).contains("huber");
    }

    @Test
    void aShortNameMayDifferInOneLetter() {
        assertThat(Suggestion.nearest("l3", RULES)).contains("l2");
        assertThat(Suggestion.nearest("l3", Set.of("huber", "l2"))).contains("l2");
    }

    @Test
    void caseAndSeparatorsDoNotCount() {
        assertThat(Suggestion.nearest("MaxNorm", RULES)).contains("max-norm");
        assertThat(Suggestion.nearest("max_norm", RULES)).contains("max-norm");
    }

    @Test
    void theBeginningOfANameFindsIt() {
        assertThat(Suggestion.nearest("decoupled", RULES)).contains("decoupled-decay");
    }

    @Test
    void aNameThatIsNearNothingFindsNothing() {
        assertThat(Suggestion.nearest("banana", RULES)).isEmpty();
        assertThat(Suggestion.nearest("", RULES)).isEmpty();
        assertThat(Suggestion.nearest("anything", List.of())).isEmpty();
    }
}
