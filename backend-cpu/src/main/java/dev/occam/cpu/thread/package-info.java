/** The threads of a device, how work is cut for them, and one for what need not be done at once. */
package dev.occam.cpu.thread;
