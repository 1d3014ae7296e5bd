package dev.occam.cpu.loop;

import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.ISUB;

import org.objectweb.asm.MethodVisitor;

/** The local variables of a {@link FusedLoop}, its parameters first, and what its loops do with them. */
final class LoopCode {
    static final int ARRAYS = 1;
    static final int SINGLES = 2;
    static final int OFFSETS = 3;
    static final int STRIDES = 4;
    static final int COUNT = 5;
    static final int TILE = 6;
    static final int STREAMS = 7;

    /** The place in the array that the index belongs to. */
    static final int INDEX = 8;
    /** Of that array. */
    static final int STRIDE = 9;

    /** The first of the loops' own. */
    static final int FREE = 10;

    /** The first that the loops leave to others. */
    static final int LOCALS = 15;

    private final MethodVisitor code;

    LoopCode(MethodVisitor code) {
        this.code = code;
    }

    void copy(int to, int from) {
        code.visitVarInsn(ILOAD, from);
        code.visitVarInsn(ISTORE, to);
    }

    void sum(int to, int left, int right) {
        combine(IADD, to, left, right);
    }

    void difference(int to, int left, int right) {
        combine(ISUB, to, left, right);
    }

    /** An operation of two numbers, such as {@code IMUL}. */
    void combine(int operation, int to, int left, int right) {
        code.visitVarInsn(ILOAD, left);
        code.visitVarInsn(ILOAD, right);
        code.visitInsn(operation);
        code.visitVarInsn(ISTORE, to);
    }
}
