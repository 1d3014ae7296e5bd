package dev.occam.cpu.bytecode;

import java.util.Arrays;

/** The instructions of a generated method. */
public final class Instructions {
    public static final int ICONST_0 = 0x03;
    public static final int FCONST_0 = 0x0b;
    public static final int FCONST_1 = 0x0c;
    public static final int SIPUSH = 0x11;
    public static final int ILOAD = 0x15;
    public static final int FLOAD = 0x17;
    public static final int ALOAD = 0x19;
    public static final int IALOAD = 0x2e;
    public static final int FALOAD = 0x30;
    public static final int AALOAD = 0x32;
    public static final int ISTORE = 0x36;
    public static final int FSTORE = 0x38;
    public static final int ASTORE = 0x3a;
    public static final int IADD = 0x60;
    public static final int IMUL = 0x68;
    public static final int IINC = 0x84;
    public static final int IFNE = 0x9a;
    public static final int IF_ICMPGE = 0xa2;
    public static final int GOTO = 0xa7;
    public static final int RETURN = 0xb1;
    public static final int GETSTATIC = 0xb2;
    public static final int INVOKEVIRTUAL = 0xb6;
    public static final int INVOKESPECIAL = 0xb7;
    public static final int INVOKESTATIC = 0xb8;
    public static final int WIDE = 0xc4;

    private byte[] bytes = new byte[256];
    private int size;

    public int size() {
        return size;
    }

    public Instructions op(int value) {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * size);
        }
        bytes[size++] = (byte) value;
        return this;
    }

    /** A number of two bytes. */
    public Instructions item(int value) {
        return op(value >> 8).op(value);
    }

    /** An instruction on a local variable. */
    public Instructions local(int instruction, int number) {
        return number < 256
                ? op(instruction).op(number)
                : op(WIDE).op(instruction).item(number);
    }

    public void patch(int at, int value) {
        bytes[at] = (byte) (value >> 8);
        bytes[at + 1] = (byte) value;
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }
}
