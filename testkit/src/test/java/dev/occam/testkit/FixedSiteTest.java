package dev.occam.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.plugin.Role;
import dev.occam.plugin.Unit;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FixedSiteTest {
    private final FixedSite site = new FixedSite(Role.BIAS, Shape.of(2));

    @Test
    void itsFormulasHaveValuesAtOnce() {
        Tensor w = Tensor.input("w", Shape.of(2));
        Tensor formula =
                w.sub(site.initial()).mul(Unit.PER_LR.fraction(2, site)).add(site.number());
        assertThat(Reference.value(formula, site.bindings().input(w, 1, 2).build()))
                .containsExactly(1.2, 1.4);
        assertThat(site.role()).isEqualTo(Role.BIAS);
    }

    @Test
    void eachDrawGivesOtherNumbers() {
        Bindings bindings = site.bindings().build();
        double[] first = Reference.value(site.uniform(Shape.of(50)), bindings);
        assertThat(Reference.value(site.uniform(Shape.of(50)), bindings)).isNotEqualTo(first);
    }

    @Test
    void normalNumbersHaveMeanZeroAndDeviationOne() {
        double[] normal =
                Reference.value(site.normal(Shape.of(20_000)), site.bindings().build());
        double mean = Arrays.stream(normal).average().orElseThrow();
        double square = Arrays.stream(normal).map(x -> x * x).average().orElseThrow();
        assertThat(Math.abs(mean)).isLessThan(0.03);
        assertThat(square).isBetween(0.95, 1.05);
    }
}
