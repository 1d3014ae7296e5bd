/** What is measured: work by name, with its data. Needs nothing but the JDK, so that every peer can do it. */
package dev.occam.benchmark.work;
