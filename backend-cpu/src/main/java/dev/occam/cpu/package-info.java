/**
 * The CPU backend: the device, its buffers, and the launches of programs and products on its threads.
 *
 * <p>Below it, each package sees only those after it: {@code program}, {@code step}, {@code loop}; {@code warmup},
 * {@code matmul}; and {@code bytecode}, {@code kernel} and {@code thread}, which see none.
 */
package dev.occam.cpu;
