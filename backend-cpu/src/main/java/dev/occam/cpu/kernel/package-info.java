/**
 * Loops over arrays that know nothing of programs: element-wise functions, conditions, sums, random numbers and copies, scalar and
 * with vectors, with the answer whether the vector ones are compiled already.
 */
package dev.occam.cpu.kernel;
