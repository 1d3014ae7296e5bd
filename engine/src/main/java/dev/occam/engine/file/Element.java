package dev.occam.engine.file;

import java.nio.ByteBuffer;

/** Number formats of tensors in files, little-endian, read as float32. */
enum Element {
    F32(4) {
        @Override
        float read(ByteBuffer bytes) {
            return bytes.getFloat();
        }
    },
    F64(8) {
        @Override
        float read(ByteBuffer bytes) {
            return (float) bytes.getDouble();
        }
    },
    /** Brain floating point: the upper half of a float32. */
    BF16(2) {
        @Override
        float read(ByteBuffer bytes) {
            return Float.intBitsToFloat(bytes.getShort() << 16);
        }
    },
    /** IEEE 754 binary16. */
    F16(2) {
        @Override
        float read(ByteBuffer bytes) {
            return half(bytes.getShort());
        }
    },
    /** Whole numbers, such as PyTorch's counters; beyond 2^24 the nearest float32. */
    I64(8) {
        @Override
        float read(ByteBuffer bytes) {
            return bytes.getLong();
        }
    };

    private final int size;

    Element(int size) {
        this.size = size;
    }

    /** Bytes of one value. */
    int size() {
        return size;
    }

    abstract float read(ByteBuffer bytes);

    /** Float.float16ToFloat exists from Java 20 on only. */
    static float half(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        if (exponent == 0) {
            return Math.copySign(fraction * 0x1p-24f, Float.intBitsToFloat(sign | 0x3f800000));
        }
        int wide = exponent == 31 ? 255 : exponent - 15 + 127;
        return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
    }
}
