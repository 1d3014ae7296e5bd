package dev.occam.benchmark.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "matmul 128x784x512",
                "matmul 784x128x512 tA",
                "matmul 128x512x784 tA tB",
                "step tiny",
                "step lenet",
                "step 784-512-512-10 b32",
                "step 64-256x3-10 b64",
                "step fashion +l1+dropout",
                "update adam+decay+sum",
                "update adam+decay+tiny",
                "update sgdm",
                "infer fashion b1"
            })
    void aNameIsReadAndWrittenAlike(String name) {
        assertThat(Work.parse(name).name()).isEqualTo(name);
    }

    @Test
    void aKnownNetworkIsThatOfThePeersTable() {
        Net fashion = ((Training) Work.parse("step fashion")).net();

        assertThat(fashion.batch()).isEqualTo(128);
        assertThat(fashion.exampleShape()).containsExactly(784);
        assertThat(fashion.layers())
                .containsExactly(
                        new NetLayer.Dense(512),
                        new NetLayer.Relu(),
                        new NetLayer.Dense(512),
                        new NetLayer.Relu(),
                        new NetLayer.Dense(10));
    }

    @Test
    void aRepeatedSizeStandsForAsManyLayers() {
        Net deep = ((Training) Work.parse("step 64-256x3-10 b64")).net();

        assertThat(deep.layers().stream().filter(NetLayer.Dense.class::isInstance))
                .containsExactly(
                        new NetLayer.Dense(256),
                        new NetLayer.Dense(256),
                        new NetLayer.Dense(256),
                        new NetLayer.Dense(10));
    }

    @Test
    void aCallerMayChangeTheBatchOfAKnownNetwork() {
        Net net = ((Inference) Work.parse("infer fashion b1")).net();

        assertThat(net.batch()).isEqualTo(1);
        assertThat(net.width()).isEqualTo(784);
        assertThat(net.classes()).isEqualTo(10);
    }

    @Test
    void anUpdateHasItsRules() {
        assertThat(Work.parse("update adam+decay+l1+sum"))
                .isEqualTo(new Update(true, Set.of(WorkRule.DECAY, WorkRule.L1), true, false));
    }

    @Test
    void whatIsNoWorkIsRefusedWithAnExample() {
        assertThatThrownBy(() -> Work.parse("dance tiny"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"dance tiny\" is no work")
                .hasMessageContaining("step tiny");
        assertThatThrownBy(() -> Work.parse("matmul 3x4"))
                .hasMessageContaining("MxKxN")
                .hasMessageContaining("3x4");
        assertThatThrownBy(() -> Work.parse("matmul 3x0x4")).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> Work.parse("step giant")).hasMessageContaining("no network is called \"giant\"");
        assertThatThrownBy(() -> Work.parse("step tiny b0")).hasMessageContaining("batch=0");
        assertThatThrownBy(() -> Work.parse("step Tiny!")).hasMessageContaining("\"Tiny!\"");
        assertThatThrownBy(() -> Work.parse("step tiny +l3")).hasMessageContaining("no rule is called \"l3\"");
        assertThatThrownBy(() -> Work.parse("update lion")).hasMessageContaining("\"lion\"");
        assertThatThrownBy(() -> Work.parse("update adam+dropout")).hasMessageContaining("dropout");
    }

    @Test
    void aWrongProductIsFound() {
        Product product = (Product) Work.parse("matmul 2x3x2 tA");
        float[] a = {1, 4, 2, 5, 3, 6};
        float[] b = {1, 0, 0, 1, 1, 1};

        assertThat(product.check(a, b, new float[] {4, 5, 10, 11})).isZero();
        assertThatThrownBy(() -> product.check(a, b, new float[] {4, 5, 10, 11.1f}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("entry [1, 1] is 11.1 instead of 11.0");
    }

    @Test
    void laterBatchesHaveTheInputsOfEarlierOnesAndSomeOtherLabels() {
        Examples examples = Examples.of(((Training) Work.parse("step fashion")).net());

        assertThat(examples.features()[2]).isSameAs(examples.features()[0]);
        assertThat(examples.labels()[2]).isNotEqualTo(examples.labels()[0]);
        assertThat(List.of(examples.labels()[0], examples.labels()[3]))
                .allSatisfy(labels -> assertThat(IntStream.of(labels).boxed())
                        .hasSize(128)
                        .allMatch(label -> label >= 0 && label < 10));
    }
}
