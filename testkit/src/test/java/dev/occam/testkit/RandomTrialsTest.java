package dev.occam.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The made-up programs are worth running. */
class RandomTrialsTest {
    @Test
    void mostValuesAreHeldToAnExactOrNarrowBound() {
        int written = 0;
        int exact = 0;
        int free = 0;
        int nan = 0;
        for (int seed = 0; seed < 200; seed++) {
            Expectation expectation = RandomPrograms.trial(seed).expectation();
            for (int buffer = 0; buffer < expectation.buffers().size(); buffer++) {
                double[] bounds = expectation.bounds().get(buffer);
                for (int element = 0; element < bounds.length; element++) {
                    float value = expectation.buffers().get(buffer)[element];
                    written += bounds[element] >= 0 ? 1 : 0;
                    exact += bounds[element] == 0 ? 1 : 0;
                    nan += bounds[element] >= 0 && Float.isNaN(value) ? 1 : 0;
                    free += bounds[element] > 0.01 * (1 + Math.abs(value)) ? 1 : 0;
                }
            }
        }
        assertThat(exact).isGreaterThan(written / 3);
        assertThat(free).isLessThan(written / 10);
        assertThat(nan).isLessThan(written / 10);
    }

    @Test
    void programsCoverEveryKindOfLine() {
        Set<String> kinds = new HashSet<>();
        for (int seed = 0; seed < 100; seed++) {
            String text = RandomPrograms.trial(seed).toString();
            text.lines()
                    .skip(1)
                    .forEach(line ->
                            kinds.add(line.trim().replaceFirst("^%\\d+ = ", "").split(" ")[0]));
            if (text.contains(" if 0<=")) {
                kinds.add("bound");
            }
        }
        assertThat(kinds)
                .contains(
                        "load",
                        "store",
                        "gather",
                        "scalar",
                        "constant",
                        "index",
                        "random",
                        "bound",
                        "reduce-sum",
                        "reduce-max",
                        "neg",
                        "abs",
                        "sqrt",
                        "exp",
                        "log",
                        "tanh",
                        "floor",
                        "add",
                        "sub",
                        "mul",
                        "div",
                        "min",
                        "max",
                        "lt",
                        "select");
    }

    @Test
    void aSeedGivesTheSameTrialForEver() {
        assertThat(RandomPrograms.trial(17))
                .hasToString(RandomPrograms.trial(17).toString());
        assertThat(RandomMatMuls.trial(17)).hasToString(RandomMatMuls.trial(17).toString());
    }
}
