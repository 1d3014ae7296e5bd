/** Writes class files and loads them as hidden classes. */
package dev.occam.cpu.bytecode;
