/** Drives the processes of the peers in turns, and makes tables, files, a page and verdicts of what they took. */
package dev.occam.benchmark.driver;
