package dev.occam.cpu.matmul;

/**
 * A product of one row, c = a·B, or of one column, which is one of a row transposed. Nothing is packed: each value of the
 * matrix is read once.
 */
final class LineMatmul implements MatmulWorker {
    private final boolean vectors;
    private final SumBlock block = new SumBlock();

    /**
     * @param vectors whether to use the vector kernel, where values lie as it wants them
     */
    LineMatmul(boolean vectors) {
        this.vectors = vectors;
    }

    static boolean suits(Product product, int rows, int columns) {
        return (rows == 1 || columns == 1 && product.isDenseAsColumn())
                && product.left() instanceof Strided
                && product.right() instanceof Strided;
    }

    @Override
    public void multiply(Product product, int firstRow, int rows, int firstColumn, int columns) {
        block.start(product);
        block.moveTo(firstRow, rows, firstColumn, columns);
        Strided left = (Strided) product.left();
        Strided right = (Strided) product.right();
        if (rows == 1) {
            multiplyLine(product.depth(), left, firstRow, right, firstColumn, columns);
        } else {
            multiplyLine(product.depth(), right, firstColumn, left, firstRow, rows);
        }
        block.finish();
    }

    /** One outer index of an operand with {@code count} of the other. */
    private void multiplyLine(int depth, Strided line, int index, Strided matrix, int first, int count) {
        float[] a = line.data();
        int ao = line.index(index, 0);
        int aStep = line.depthStride();
        float[] b = matrix.data();
        int bo = matrix.index(first, 0);
        int bStep = matrix.depthStride();
        float[] c = block.values();
        int co = block.at(0, 0);
        if (vectors && matrix.outerStride() == 1) {
            RowProduct.multiplyRows(depth, count, a, ao, aStep, b, bo, bStep, c, co);
            return;
        }
        ScalarRowProduct.multiply(depth, count, a, ao, aStep, b, bo, matrix.outerStride(), bStep, c, co);
    }
}
