/** What a lowered program does at run time: steps on the registers of a block, and walks through buffers. */
package dev.occam.cpu.step;
