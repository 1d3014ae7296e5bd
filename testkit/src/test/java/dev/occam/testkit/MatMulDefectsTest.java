package dev.occam.testkit;

import dev.occam.device.Affine;
import dev.occam.device.MatMul;
import dev.occam.device.Program;
import dev.occam.device.View;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Matrix products that a device misreads are found. */
class MatMulDefectsTest {
    @Test
    void aProductThatSkipsTheLastTermIsFound() {
        BackendContract contract = DefectiveDevice.misreadingProducts(product -> new MatMul(
                product.batch(),
                product.rows(),
                product.columns(),
                shorter(product.inner()),
                product.leftBuffer(),
                product.left(),
                product.rightBuffer(),
                product.right(),
                product.epilogue()));
        DefectiveDevice.caught(contract, MatMulContract::largeProductsAreRightWithTwoThreads);
        DefectiveDevice.caught(contract, MatMulContract::everyTranspositionAndEpilogueIsRight);
    }

    @Test
    void aProductThatTransposesWhatItMustNotIsFound() {
        DefectiveDevice.caught(
                DefectiveDevice.misreadingProducts(product -> {
                    List<Integer> strides = product.right().element().strides();
                    View exchanged = View.of(
                            product.right().element().offset(),
                            List.of(strides.get(0), strides.get(2), strides.get(1)));
                    return product.isPlain() && product.k() == product.n()
                            ? new MatMul(
                                    product.batch(),
                                    product.rows(),
                                    product.columns(),
                                    product.inner(),
                                    product.leftBuffer(),
                                    product.left(),
                                    product.rightBuffer(),
                                    exchanged,
                                    product.epilogue())
                            : product;
                }),
                MatMulContract::randomProductsOverRandomViewsAreRight);
    }

    @Test
    void aProductThatForgetsTheBatchIsFound() {
        DefectiveDevice.caught(
                DefectiveDevice.misreadingProducts(product -> {
                    List<Integer> strides = product.left().element().strides();
                    View first = new View(
                            new Affine(product.left().element().offset(), List.of(0, strides.get(1), strides.get(2))),
                            product.left().bounds());
                    return new MatMul(
                            product.batch(),
                            product.rows(),
                            product.columns(),
                            product.inner(),
                            product.leftBuffer(),
                            first,
                            product.rightBuffer(),
                            product.right(),
                            product.epilogue());
                }),
                MatMulContract::everyTranspositionAndEpilogueIsRight);
    }

    @Test
    void anEpilogueThatIsSkippedIsFound() {
        DefectiveDevice.caught(
                DefectiveDevice.misreadingProducts(product -> new MatMul(
                        product.batch(),
                        product.rows(),
                        product.columns(),
                        product.inner(),
                        product.leftBuffer(),
                        product.left(),
                        product.rightBuffer(),
                        product.right(),
                        new Program(
                                "",
                                product.epilogue().space(),
                                0,
                                List.of(product.epilogue().body().get(0))))),
                MatMulContract::nothingToAddIsZeroAndNothingToStoreIsNothing);
    }

    @Test
    void aProductThatReadsRowsOfSeveralAxesAsOneIsFound() {
        DefectiveDevice.caught(
                DefectiveDevice.misreadingProducts(product -> new MatMul(
                        product.batch(),
                        product.rows(),
                        product.columns(),
                        product.inner(),
                        product.leftBuffer(),
                        evenSteps(product),
                        product.rightBuffer(),
                        product.right(),
                        product.epilogue())),
                MatMulContract::convolutionsAreRight);
    }

    /** A left operand whose rows lie as far apart as the last two do. */
    private static View evenSteps(MatMul product) {
        List<Integer> strides = new ArrayList<>(product.left().element().strides());
        int last = product.rows().size();
        for (int axis = last - 1; axis > 0; axis--) {
            strides.set(axis, strides.get(axis + 1) * product.rows().get(axis));
        }
        return new View(
                new Affine(product.left().element().offset(), strides),
                product.left().bounds());
    }

    private static List<Integer> shorter(List<Integer> inner) {
        List<Integer> sizes = new ArrayList<>(inner);
        sizes.set(0, Math.max(0, sizes.get(0) - 1));
        return sizes;
    }
}
