package dev.occam.cpu;

import java.util.Arrays;

/** The instructions of a generated method. */
final class Instructions {
    static final int SIPUSH = 0x11;
    static final int ILOAD = 0x15;
    static final int FLOAD = 0x17;
    static final int ALOAD = 0x19;
    static final int IALOAD = 0x2e;
    static final int FALOAD = 0x30;
    static final int AALOAD = 0x32;
    static final int ISTORE = 0x36;
    static final int FSTORE = 0x38;
    static final int ASTORE = 0x3a;
    static final int IADD = 0x60;
    static final int IMUL = 0x68;
    static final int IINC = 0x84;
    static final int IFNE = 0x9a;
    static final int IF_ICMPGE = 0xa2;
    static final int GOTO = 0xa7;
    static final int RETURN = 0xb1;
    static final int GETSTATIC = 0xb2;
    static final int INVOKEVIRTUAL = 0xb6;
    static final int INVOKESPECIAL = 0xb7;
    static final int INVOKESTATIC = 0xb8;
    static final int WIDE = 0xc4;

    private byte[] bytes = new byte[256];
    private int size;

    int size() {
        return size;
    }

    Instructions op(int value) {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * size);
        }
        bytes[size++] = (byte) value;
        return this;
    }

    /** A number of two bytes. */
    Instructions item(int value) {
        return op(value >> 8).op(value);
    }

    /** An instruction on a local variable. */
    Instructions local(int instruction, int number) {
        return number < 256
                ? op(instruction).op(number)
                : op(WIDE).op(instruction).item(number);
    }

    void patch(int at, int value) {
        bytes[at] = (byte) (value >> 8);
        bytes[at + 1] = (byte) value;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }
}
