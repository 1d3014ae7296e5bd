package dev.occam.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.device.Affine;
import dev.occam.device.View.Bound;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The planner finds what it computed already by comparing accesses. */
class AccessTest {
    private static final Affine ROWS = new Affine(0, List.of(1, 0));
    private static final Affine COLUMNS = new Affine(0, List.of(0, 1));

    static List<Access> different() {
        return List.of(
                new Access(List.of(2, 3), List.of(ROWS, COLUMNS), List.of()),
                new Access(List.of(3, 2), List.of(ROWS, COLUMNS), List.of()),
                new Access(List.of(2, 3), List.of(COLUMNS, ROWS), List.of()),
                new Access(List.of(2, 3), List.of(ROWS, COLUMNS), List.of(new Bound(ROWS, 1))),
                new Access(List.of(2, 3), List.of(ROWS, COLUMNS), List.of(new Bound(ROWS, 2))));
    }

    @ParameterizedTest
    @MethodSource("different")
    void anAccessEqualsItsCopyAndNoOther(Access one) {
        Access copy = different().get(different().indexOf(one));

        assertThat(copy).isNotSameAs(one).isEqualTo(one).hasSameHashCodeAs(one);
        assertThat(different()).filteredOn(one::equals).hasSize(1);
    }
}
