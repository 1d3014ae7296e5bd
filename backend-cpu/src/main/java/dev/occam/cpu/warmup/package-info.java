/** Has the vector kernels compiled, in the background, before real work uses them. */
package dev.occam.cpu.warmup;
