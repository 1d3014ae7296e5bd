package dev.occam.cpu.matmul;

import static dev.occam.cpu.matmul.MatmulCase.Layout.DEPTH_CONTIGUOUS;
import static dev.occam.cpu.matmul.MatmulCase.Layout.OUTER_CONTIGUOUS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import dev.occam.cpu.kernel.VectorKernels;
import dev.occam.cpu.matmul.MatmulCase.Layout;
import dev.occam.cpu.thread.WorkerPool;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatmulTest {
    private static final int[] SIZES = {1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 31, 33, 47, 48, 49, 65, 100};

    private final Random random = new Random(7);

    static List<MatmulWorker> workers() {
        return List.of(new ScalarMatmul(), new VectorMatmul());
    }

    @ParameterizedTest
    @MethodSource("workers")
    void everyShapeAndLayoutIsTheChainOverK(MatmulWorker worker) {
        for (int round = 0; round < 250; round++) {
            MatmulCase product =
                    MatmulCase.of(anySize(), random.nextInt(40), anySize(), anyLayout(), anyLayout(), random);
            checkInPlace(worker, product);
            checkThroughScratch(worker, product);
        }
    }

    @ParameterizedTest
    @MethodSource("workers")
    void sumsOfManyBlocksAreOneChain(MatmulWorker worker) {
        for (Layout left : List.of(DEPTH_CONTIGUOUS, OUTER_CONTIGUOUS)) {
            for (Layout right : List.of(DEPTH_CONTIGUOUS, OUTER_CONTIGUOUS)) {
                MatmulCase product = MatmulCase.of(139, 600, 501, left, right, random);
                checkInPlace(worker, product);
                checkThroughScratch(worker, product);
            }
        }
        checkThroughScratch(worker, MatmulCase.of(1100, 270, 5, DEPTH_CONTIGUOUS, OUTER_CONTIGUOUS, random));
    }

    @ParameterizedTest
    @MethodSource("workers")
    void panelsThatOverlapAtTheEndsWriteOnlyThisProduct(MatmulWorker worker) {
        for (int[] shape : new int[][] {
            {37, 129, 65}, {9, 192, 97}, {137, 5, 817}, {8, 192, 49}, {129, 768, 10}, {136, 300, 97}, {40, 768, 50}
        }) {
            for (Layout left : List.of(DEPTH_CONTIGUOUS, OUTER_CONTIGUOUS)) {
                for (Layout right : List.of(DEPTH_CONTIGUOUS, OUTER_CONTIGUOUS)) {
                    MatmulCase product = MatmulCase.of(shape[0], shape[1], shape[2], left, right, random);
                    checkInPlace(worker, product);
                    checkThroughScratch(worker, product);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("workers")
    void panelsThatAnEarlierProductLeftAreNotRead(MatmulWorker worker) {
        for (int[] shape :
                new int[][] {{72, 130, 101}, {128, 300, 96}, {129, 257, 144}, {300, 520, 160}, {65, 1, 49}}) {
            for (Layout left : List.of(DEPTH_CONTIGUOUS, OUTER_CONTIGUOUS)) {
                for (Layout right : List.of(DEPTH_CONTIGUOUS, OUTER_CONTIGUOUS, Layout.BOTH_STRIDED)) {
                    multiplyNaN(worker, shape[0], shape[1], shape[2]);
                    checkInPlace(worker, MatmulCase.of(shape[0], shape[1], shape[2], left, right, random));
                }
            }
        }
    }

    /** Written row by row. */
    private static Product product(int m, int k, int n, Packer left, Packer right, float[] c) {
        return new Product(m, k, n, left, right, Optional.of(new Output(c, 0, n)), Finish.NOTHING);
    }

    private static void multiplyNaN(MatmulWorker worker, int m, int k, int n) {
        float[] values = new float[Math.max(m, n) * k];
        Arrays.fill(values, Float.NaN);
        Strided left = Strided.left(values, 0, k, 1);
        Strided right = Strided.right(values, 0, n, 1);
        worker.multiply(product(m, k, n, left, right, new float[m * n]));
    }

    @Test
    void theChainIsCloseToTheExactProduct() {
        MatmulCase product = MatmulCase.of(23, 300, 19, DEPTH_CONTIGUOUS, DEPTH_CONTIGUOUS, random);
        float[] c = new float[23 * 19];
        new VectorMatmul().multiply(product.into(c));
        for (int i = 0; i < 23; i++) {
            for (int j = 0; j < 19; j++) {
                assertThat((double) c[i * 19 + j]).isCloseTo(product.exact(i, j), within(1e-4));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void theNumberOfThreadsDoesNotChangeABit(int threads) {
        VectorKernels.MATMUL.markReady();
        try (WorkerPool pool = new WorkerPool(threads)) {
            Matmul matmul = new Matmul(pool);
            for (int[] shape :
                    new int[][] {{128, 70, 130}, {257, 300, 33}, {17, 300, 401}, {1, 3000, 1001}, {700, 2000, 1}}) {
                MatmulCase product =
                        MatmulCase.of(shape[0], shape[1], shape[2], DEPTH_CONTIGUOUS, DEPTH_CONTIGUOUS, random);
                float[] c = new float[product.m * product.n];
                matmul.multiply(product.into(c));
                assertChains(product, c, 0, product.n);
                float[] finished = new float[product.m * product.n];
                AtomicIntegerArray seen = new AtomicIntegerArray(finished.length);
                matmul.multiply(product.into(transposing(product, finished, seen)));
                assertTransposed(product, finished, seen);
            }
        }
    }

    @Test
    void tilesThatAreFilledInPartWeighAsMuchAsFullOnes() {
        VectorKernels.MATMUL.markReady();
        assertThat(partsOnTwoThreads(128, 512, 10)).isEqualTo(2);
        assertThat(partsOnTwoThreads(128, 10, 512)).isEqualTo(1);
    }

    private int partsOnTwoThreads(int m, int k, int n) {
        MatmulCase product = MatmulCase.of(m, k, n, DEPTH_CONTIGUOUS, DEPTH_CONTIGUOUS, random);
        Set<Integer> firstRows = ConcurrentHashMap.newKeySet();
        try (WorkerPool pool = new WorkerPool(2)) {
            Finish finish = (c, at, cRow, row, rows, column, columns) -> firstRows.add(row);
            new Matmul(pool).multiply(product.into(new float[m * n], 0, n, finish));
        }
        return firstRows.size();
    }

    @Test
    void anOperandThatIsNotStridedIsPacked() {
        MatmulCase product = MatmulCase.of(37, 129, 65, DEPTH_CONTIGUOUS, OUTER_CONTIGUOUS, random);
        for (MatmulWorker worker : workers()) {
            float[] c = new float[37 * 65];
            worker.multiply(product(37, 129, 65, opaque(product.left), opaque(product.right), c));
            assertChains(product, c, 0, 65);
        }
    }

    @Test
    void anEpilogueChangesTheOutputInPlace() {
        MatmulCase product = MatmulCase.of(300, 520, 70, DEPTH_CONTIGUOUS, OUTER_CONTIGUOUS, random);
        Finish relu = (values, offset, rowStride, firstRow, rows, firstColumn, columns) -> {
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    int at = offset + i * rowStride + j;
                    values[at] = Math.max(0, values[at]) + (firstRow + i);
                }
            }
        };
        try (WorkerPool pool = new WorkerPool(2)) {
            float[] c = new float[300 * 70];
            new Matmul(pool).multiply(product.into(c, 0, 70, relu));
            for (int i = 0; i < 300; i++) {
                for (int j = 0; j < 70; j++) {
                    assertThat(c[i * 70 + j]).isEqualTo(Math.max(0, product.chain(i, j)) + i);
                }
            }
        }
    }

    @Test
    void anEmptyProductWritesNothingAndAnEmptySumWritesZeros() {
        try (WorkerPool pool = new WorkerPool(2)) {
            Matmul matmul = new Matmul(pool);
            Strided empty = Strided.left(new float[1], 0, 0, 0);
            float[] c = {5, 5, 5, 5};
            matmul.multiply(product(0, 3, 4, empty, empty, c));
            matmul.multiply(product(4, 3, 0, empty, empty, c));
            assertThat(c).containsOnly(5);
            matmul.multiply(product(2, 0, 2, empty, empty, c));
            assertThat(c).containsOnly(0);
        }
    }

    @Test
    void infinityInOneRowStaysThere() {
        float[] a = new float[9 * 20];
        float[] b = new float[20 * 18];
        Arrays.fill(a, 1);
        Arrays.fill(b, 1);
        a[5 * 20 + 3] = Float.POSITIVE_INFINITY;
        b[7 * 18 + 17] = Float.NaN;
        for (MatmulWorker worker : workers()) {
            float[] c = new float[9 * 18];
            worker.multiply(product(9, 20, 18, Strided.left(a, 0, 20, 1), Strided.right(b, 0, 18, 1), c));
            for (int i = 0; i < 9; i++) {
                for (int j = 0; j < 18; j++) {
                    float expected = j == 17 ? Float.NaN : i == 5 ? Float.POSITIVE_INFINITY : 20;
                    assertThat(c[i * 18 + j]).as("%d, %d", i, j).isEqualTo(Float.valueOf(expected));
                }
            }
        }
    }

    @Test
    void aWarmCallAllocatesNothing() {
        VectorKernels.MATMUL.markReady();
        try (WorkerPool pool = new WorkerPool(1)) {
            Matmul matmul = new Matmul(pool);
            MatmulCase product = MatmulCase.of(64, 64, 64, DEPTH_CONTIGUOUS, OUTER_CONTIGUOUS, random);
            Product intoArray = product.into(new float[64 * 64]);
            long bytes = Long.MAX_VALUE;
            for (int attempt = 0; attempt < 40 && bytes > 0; attempt++) {
                bytes = allocatedBy(() -> {
                    for (int i = 0; i < 300; i++) {
                        matmul.multiply(intoArray);
                    }
                });
            }
            assertThat(bytes).isZero();
        }
    }

    private static long allocatedBy(Runnable work) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        work.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private Layout anyLayout() {
        List<Layout> all = List.of(Layout.values());
        return all.get(random.nextInt(all.size()));
    }

    private int anySize() {
        return SIZES[random.nextInt(SIZES.length)];
    }

    /** A rectangle in the middle of C; everything else stays as it was. */
    private void checkInPlace(MatmulWorker worker, MatmulCase product) {
        int cRow = product.n + 3;
        float[] c = new float[2 + product.m * cRow];
        Arrays.fill(c, Float.NaN);
        int firstRow = random.nextInt(product.m);
        int firstColumn = random.nextInt(product.n);
        worker.multiply(
                product.into(c, 2, cRow, Finish.NOTHING),
                firstRow,
                product.m - firstRow,
                firstColumn,
                product.n - firstColumn);
        for (int i = 0; i < product.m; i++) {
            for (int j = 0; j < cRow && 2 + i * cRow + j < c.length; j++) {
                boolean inside = i >= firstRow && j >= firstColumn && j < product.n;
                float expected = inside ? product.chain(i, j) : Float.NaN;
                if (Float.compare(c[2 + i * cRow + j], expected) != 0) {
                    assertThat(c[2 + i * cRow + j])
                            .as("%s at %d, %d", product, i, j)
                            .isEqualTo(Float.valueOf(expected));
                }
            }
        }
    }

    private static void checkThroughScratch(MatmulWorker worker, MatmulCase product) {
        float[] finished = new float[product.m * product.n];
        AtomicIntegerArray seen = new AtomicIntegerArray(finished.length);
        worker.multiply(product.into(transposing(product, finished, seen)));
        assertTransposed(product, finished, seen);
    }

    private static Finish transposing(MatmulCase product, float[] target, AtomicIntegerArray seen) {
        return (values, offset, rowStride, firstRow, rows, firstColumn, columns) -> {
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    int at = (firstColumn + j) * product.m + firstRow + i;
                    target[at] = values[offset + i * rowStride + j];
                    seen.incrementAndGet(at);
                }
            }
        };
    }

    private static void assertTransposed(MatmulCase product, float[] finished, AtomicIntegerArray seen) {
        for (int i = 0; i < product.m; i++) {
            for (int j = 0; j < product.n; j++) {
                int at = j * product.m + i;
                if (seen.get(at) != 1 || Float.compare(finished[at], product.chain(i, j)) != 0) {
                    assertThat(seen.get(at))
                            .as("%s at %d, %d: calls", product, i, j)
                            .isOne();
                    assertThat(finished[at]).as("%s at %d, %d", product, i, j).isEqualTo(product.chain(i, j));
                }
            }
        }
    }

    private static void assertChains(MatmulCase product, float[] c, int offset, int cRow) {
        for (int i = 0; i < product.m; i++) {
            for (int j = 0; j < product.n; j++) {
                float value = c[offset + i * cRow + j];
                if (Float.compare(value, product.chain(i, j)) != 0) {
                    assertThat(value).as("%s at %d, %d", product, i, j).isEqualTo(product.chain(i, j));
                }
            }
        }
    }

    private static Packer opaque(Strided view) {
        return (first, count, width, firstDepth, depth, target, targetOffset) ->
                view.pack(first, count, width, firstDepth, depth, target, targetOffset);
    }
}
