/** Ourselves as one of the peers. */
package dev.occam.benchmark.occam;
