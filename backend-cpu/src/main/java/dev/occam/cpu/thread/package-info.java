/** The threads of a device and how work is cut for them. */
package dev.occam.cpu.thread;
