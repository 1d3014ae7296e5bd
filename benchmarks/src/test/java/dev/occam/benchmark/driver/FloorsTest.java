package dev.occam.benchmark.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.occam.benchmark.driver.Floors.Floor;
import java.util.List;
import org.junit.jupiter.api.Test;

class FloorsTest {
    private static final Measurement PRODUCT = Times.of(Group.PRODUCTS, "matmul 512x512x512", 1, "mkl", 2.0e-3);
    private static final Measurement SLOWER = Times.of(Group.PRODUCTS, "matmul 512x512x512 tA", 1, "onednn", 3.0e-3);
    private static final Measurement LOOP = Times.of(Group.UPDATES, "update adam+decay+sum", 1, "c", 12e-3);
    private static final Measurement OURS = Times.steps("step big", 1, "occam", 100e-3);
    private static final Measurement TORCH = Times.steps("step big", 1, "torch", 120e-3);

    private static List<Floor> floors(List<Measurement> measurements) {
        return new Floors(Times.results(measurements.toArray(Measurement[]::new))).all();
    }

    @Test
    void aStepTakesAtLeastItsProductsAndItsUpdate() {
        List<Floor> floors = floors(List.of(PRODUCT, SLOWER, LOOP, OURS, TORCH));

        double products = 8.12e9 / (2 * Math.pow(512, 3) / 2.0e-3);
        assertThat(floors).hasSize(1);
        assertThat(floors.get(0).seconds()).isCloseTo(products + 5_824_522 * 1.2e-9, within(5e-4));
        assertThat(floors.get(0).most()).isCloseTo(120e-3 / floors.get(0).seconds(), within(1e-9));
    }

    @Test
    void theFloorOfAnUpdateIsTheLoopInC() {
        Measurement ours = Times.of(Group.UPDATES, "update adam+decay+sum", 1, "occam", 14e-3);
        Measurement torch = Times.of(Group.UPDATES, "update adam+decay+sum", 1, "torch", 36e-3);

        List<Floor> floors = floors(List.of(LOOP, ours, torch));

        assertThat(floors).hasSize(1);
        assertThat(floors.get(0).most()).isCloseTo(3.0, within(1e-9));
    }

    @Test
    void withoutALibraryOrTheLoopThereIsNoFloor() {
        assertThat(floors(List.of(PRODUCT, OURS, TORCH))).isEmpty();
        assertThat(floors(List.of(LOOP, OURS, TORCH))).isEmpty();
    }

    @Test
    void productsOnOtherThreadsDoNotCount() {
        Measurement two = Times.of(Group.PRODUCTS, "matmul 512x512x512", 2, "mkl", 1.0e-3);

        assertThat(floors(List.of(two, LOOP, OURS, TORCH))).isEmpty();
    }
}
