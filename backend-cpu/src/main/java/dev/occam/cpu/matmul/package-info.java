/** Matrix products: blocking, packing of strided and windowed operands, register tiles. */
package dev.occam.cpu.matmul;
