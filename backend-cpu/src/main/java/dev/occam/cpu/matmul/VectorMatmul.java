package dev.occam.cpu.matmul;

/** Matmul with vectors: each product by the kernel that suits its operands. */
final class VectorMatmul implements MatmulWorker {
    private final LineMatmul lines = new LineMatmul(true);
    private final WindowMatmul windows = new WindowMatmul();
    private final WindowSums windowSums = new WindowSums();
    private final PanelMatmul panels = new PanelMatmul();

    /** Each call names its class, so that the compiler can join a kernel and the walk over blocks. */
    @Override
    public void multiply(Product product, int firstRow, int rows, int firstColumn, int columns) {
        if (LineMatmul.suits(product, rows, columns)) {
            lines.multiply(product, firstRow, rows, firstColumn, columns);
        } else if (WindowMatmul.suits(product, columns)) {
            windows.multiply(product, firstRow, rows, firstColumn, columns);
        } else if (WindowSums.suits(product, rows)) {
            windowSums.multiply(product, firstRow, rows, firstColumn, columns);
        } else {
            panels.multiply(product, firstRow, rows, firstColumn, columns);
        }
    }
}
