/** Loops that are generated as classes, for element-wise operations that go through their arrays together. */
package dev.occam.cpu.loop;
