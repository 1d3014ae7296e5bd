/** How a program of the device SPI becomes steps: layout of its space, levels of its lines, registers, fused loops. */
package dev.occam.cpu.program;
