/** Writes class files with ASM and loads them as hidden classes. */
package dev.occam.cpu.bytecode;
