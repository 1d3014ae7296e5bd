package dev.occam.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequireTest {
    @ParameterizedTest
    @CsvSource({"-1,-1", "NaN,NaN", "Infinity,Infinity", "-1e-9,-1e-9"})
    void aStrengthThatIsNegativeOrNotFiniteIsRefused(double lambda, String text) {
        assertThatThrownBy(() -> Require.finiteAtLeastZero("lambda", lambda))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("lambda must be a finite number >= 0 (lambda=%s)", text);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-300, 1, 1e300})
    void aStrengthMayBeAnythingElse(double lambda) {
        assertThatCode(() -> Require.finiteAtLeastZero("lambda", lambda)).doesNotThrowAnyException();
    }

    @Test
    void otherLimitsAreNamedToo() {
        assertThatThrownBy(() -> Require.finiteAboveZero("limit", 0))
                .hasMessage("limit must be a finite number > 0 (limit=0)");
        assertThatThrownBy(() -> Require.atLeastZeroBelowOne("drop", 1))
                .hasMessage("drop must be a number >= 0 and < 1 (drop=1)");
        assertThatThrownBy(() -> Require.atLeastOne("units", 0))
                .hasMessage("units must be a whole number >= 1 (units=0)");
    }

    @ParameterizedTest
    @CsvSource({
        "1,1",
        "-1,-1",
        "0,0",
        "0.1,0.1",
        "1e-5,1e-5",
        "1.5e-5,1.5e-5",
        "1e7,1e7",
        "123456.5,123456.5",
        "0.001,0.001"
    })
    void numbersAreWrittenAsPeopleWriteThem(double value, String text) {
        assertThat(Require.text(value)).isEqualTo(text);
        assertThat(Double.parseDouble(text)).isEqualTo(value);
    }
}
