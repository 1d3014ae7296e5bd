package dev.occam.cpu.bytecode;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** The constant pool of a generated class. */
public final class ConstantPool {
    private static final int TEXT = 1;
    private static final int TYPE = 7;
    private static final int FIELD = 9;
    private static final int METHOD = 10;
    private static final int NAME_AND_TYPE = 12;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    public int text(String text) {
        Integer known = numbers.get(text);
        if (known != null) {
            return known;
        }
        try {
            out.writeByte(TEXT);
            out.writeUTF(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return number(text);
    }

    public int type(String name) {
        return entry(TYPE, text(name), -1);
    }

    public int method(String owner, String name, String type) {
        return entry(METHOD, type(owner), entry(NAME_AND_TYPE, text(name), text(type)));
    }

    public int field(String owner, String name, String type) {
        return entry(FIELD, type(owner), entry(NAME_AND_TYPE, text(name), text(type)));
    }

    private int entry(int kind, int first, int second) {
        String key = kind + ":" + first + ":" + second;
        Integer known = numbers.get(key);
        if (known != null) {
            return known;
        }
        try {
            out.writeByte(kind);
            out.writeShort(first);
            if (second >= 0) {
                out.writeShort(second);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return number(key);
    }

    private int number(String key) {
        numbers.put(key, numbers.size() + 1);
        return numbers.size();
    }

    void writeTo(DataOutputStream target) throws IOException {
        target.writeShort(numbers.size() + 1);
        bytes.writeTo(target);
    }
}
