package dev.occam.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.device.Affine;
import dev.occam.device.Instruction;
import dev.occam.device.View;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Records whose methods are written out for the sake of the start. */
class WrittenRecordsTest {
    private static final Affine AT = new Affine(1, List.of(2, 3));
    private static final View VIEW = new View(AT, List.of());

    /** No two of these are equal: those of one record differ in one component each. */
    static List<Record> different() {
        return List.of(
                Shape.of(2, 3),
                Shape.of(3, 2),
                new Affine(1, List.of(2, 3)),
                new Affine(0, List.of(2, 3)),
                new Affine(1, List.of(2, 4)),
                new View(AT, List.of()),
                new View(new Affine(0, List.of(2, 3)), List.of()),
                new View(AT, List.of(new View.Bound(AT, 5))),
                new Operation.Constant(0.0),
                new Operation.Constant(-0.0),
                new Operation.Constant(Double.NaN),
                new Operation.Random(1),
                new Operation.Random(2),
                new Operation.Index(1),
                new Operation.Index(2),
                new Operation.Apply(Elementwise.ADD),
                new Operation.Apply(Elementwise.MUL),
                new Operation.Reduce(Reduction.SUM, List.of(0)),
                new Operation.Reduce(Reduction.MAX, List.of(0)),
                new Operation.Reduce(Reduction.SUM, List.of(1)),
                new Operation.MatMul(),
                new Operation.Reshape(),
                new Operation.Permute(List.of(0, 1)),
                new Operation.Permute(List.of(1, 0)),
                new Operation.Expand(),
                new Instruction.Load(0, VIEW),
                new Instruction.Load(1, VIEW),
                new Instruction.Load(0, new View(AT, List.of(new View.Bound(AT, 5)))),
                new Instruction.Scalar(0),
                new Instruction.Scalar(1),
                new Instruction.Constant(0f),
                new Instruction.Constant(-0f),
                new Instruction.Constant(Float.NaN),
                new Instruction.Index(AT),
                new Instruction.Index(new Affine(0, List.of(2, 3))),
                new Instruction.Random(0, AT),
                new Instruction.Random(1, AT),
                new Instruction.Random(0, new Affine(0, List.of(2, 3))),
                new Instruction.Product(),
                new Instruction.Apply(Elementwise.ADD, List.of(0, 1)),
                new Instruction.Apply(Elementwise.MUL, List.of(0, 1)),
                new Instruction.Apply(Elementwise.ADD, List.of(1, 0)),
                new Instruction.Reduce(Reduction.SUM, 0),
                new Instruction.Reduce(Reduction.MAX, 0),
                new Instruction.Reduce(Reduction.SUM, 1));
    }

    @ParameterizedTest
    @MethodSource("different")
    void aRecordEqualsItsCopyAndNoOther(Record one) {
        Record copy = different().get(different().indexOf(one));

        assertThat(copy).isNotSameAs(one).isEqualTo(one).hasSameHashCodeAs(one);
        assertThat(different()).filteredOn(one::equals).hasSize(1);
    }

    @Test
    void textsAreThoseOfRecords() {
        assertThat(new Operation.Scalar("rate")).hasToString("Scalar[name=rate]");
        assertThat(new Operation.Constant(0.5)).hasToString("Constant[value=0.5]");
        assertThat(new Operation.Apply(Elementwise.ADD)).hasToString("Apply[function=ADD]");
    }
}
