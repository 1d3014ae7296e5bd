package dev.occam.cpu.matmul;

/** Matmul with vectors: each product by the kernel that suits its operands. */
final class VectorMatmul implements MatmulWorker {
    private final MatmulWorker lines = new LineMatmul(true);
    private final MatmulWorker windows = new WindowMatmul();
    private final MatmulWorker windowSums = new WindowSums();
    private final MatmulWorker panels = new PanelMatmul();

    @Override
    public void multiply(Product product, int firstRow, int rows, int firstColumn, int columns) {
        kernel(product, rows, columns).multiply(product, firstRow, rows, firstColumn, columns);
    }

    private MatmulWorker kernel(Product product, int rows, int columns) {
        if (LineMatmul.suits(product, rows, columns)) {
            return lines;
        }
        if (WindowMatmul.suits(product, columns)) {
            return windows;
        }
        return WindowSums.suits(product, rows) ? windowSums : panels;
    }
}
