package dev.occam.cpu.matmul;

/** Where a product is written: element (i, j) to {@code values[offset + i*rowStride + j]}. Must not overlap operands. */
public record Output(float[] values, int offset, int rowStride) {}
