package dev.occam.cpu;

import dev.occam.tensor.Elementwise;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes the class of a {@link FusedLoop}.
 *
 * <p>The class file has version 49, the last one that needs no frames for its verification.
 */
final class LoopClass {
    private static final int MAGIC = 0xCAFEBABE;
    private static final int VERSION = 49;
    private static final int PUBLIC = 1;
    private static final int PUBLIC_FINAL_SUPER = 0x31;
    private static final int MOST_STACK = 4;
    private static final String OBJECT = "java/lang/Object";
    private static final String MATH = "java/lang/Math";
    private static final String RUN = "([[F[[FII)V";

    private static final int ICONST_0 = 0x03;
    private static final int SIPUSH = 0x11;
    private static final int ILOAD = 0x15;
    private static final int FLOAD = 0x17;
    private static final int ALOAD = 0x19;
    private static final int FALOAD = 0x30;
    private static final int AALOAD = 0x32;
    private static final int FSTORE = 0x38;
    private static final int ASTORE = 0x3a;
    private static final int FASTORE = 0x51;
    private static final int FADD = 0x62;
    private static final int FSUB = 0x66;
    private static final int FMUL = 0x6a;
    private static final int FDIV = 0x6e;
    private static final int FNEG = 0x76;
    private static final int IINC = 0x84;
    private static final int F2D = 0x8d;
    private static final int D2F = 0x90;
    private static final int IF_ICMPGE = 0xa2;
    private static final int GOTO = 0xa7;
    private static final int RETURN = 0xb1;
    private static final int INVOKESPECIAL = 0xb7;
    private static final int INVOKESTATIC = 0xb8;
    private static final int WIDE = 0xc4;
    private static final int INDEX = 3;
    private static final int END = 4;

    private final Constants constants = new Constants();
    private final Code code = new Code();
    private final Map<Integer, Integer> arrayLocals = new HashMap<>();
    private final Map<Integer, Integer> valueLocals = new HashMap<>();
    private int locals = END + 1;

    private LoopClass() {}

    static FusedLoop load(LoopBody body) {
        byte[] bytes = new LoopClass().write(body);
        try {
            Class<?> type =
                    MethodHandles.lookup().defineHiddenClass(bytes, true).lookupClass();
            return (FusedLoop) type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a generated loop could not be loaded", e);
        }
    }

    private byte[] write(LoopBody body) {
        String name = LoopClass.class.getPackageName().replace('.', '/') + "/GeneratedLoop";
        int thisClass = constants.type(name);
        int superClass = constants.type(OBJECT);
        int loopInterface = constants.type(FusedLoop.class.getName().replace('.', '/'));
        byte[] constructor = constructor();
        byte[] run = run(body);
        int codeName = constants.text("Code");
        int[] names = {constants.text("<init>"), constants.text("()V"), constants.text("run"), constants.text(RUN)};
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeInt(VERSION);
            constants.writeTo(out);
            for (int item : new int[] {PUBLIC_FINAL_SUPER, thisClass, superClass, 1, loopInterface, 0, 2}) {
                out.writeShort(item);
            }
            method(out, names[0], names[1], codeName, constructor);
            method(out, names[2], names[3], codeName, run);
            out.writeShort(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void method(DataOutputStream out, int name, int type, int codeName, byte[] instructions)
            throws IOException {
        for (int item : new int[] {PUBLIC, name, type, 1, codeName}) {
            out.writeShort(item);
        }
        out.writeInt(12 + instructions.length);
        out.writeShort(MOST_STACK);
        out.writeShort(locals);
        out.writeInt(instructions.length);
        out.write(instructions);
        out.writeInt(0); // no exception table, no attributes
    }

    private byte[] constructor() {
        Code instructions = new Code();
        instructions.local(ALOAD, 0);
        instructions.op(INVOKESPECIAL).item(constants.method(OBJECT, "<init>", "()V"));
        instructions.op(RETURN);
        return instructions.toByteArray();
    }

    private byte[] run(LoopBody body) {
        body.inputs().values().forEach(this::fetchArray);
        body.outputs().forEach(output -> fetchArray(output.array()));
        body.singles().forEach((value, array) -> {
            code.local(ALOAD, 2).op(SIPUSH).item(array).op(AALOAD).op(ICONST_0).op(FALOAD);
            code.local(FSTORE, valueLocal(value));
        });
        int top = code.size();
        code.local(ILOAD, INDEX).local(ILOAD, END);
        int exit = code.size();
        code.op(IF_ICMPGE).item(0);
        body.inputs().forEach((value, array) -> {
            code.local(ALOAD, arrayLocals.get(array)).local(ILOAD, INDEX).op(FALOAD);
            code.local(FSTORE, valueLocal(value));
        });
        body.operations().forEach(this::operation);
        body.outputs().forEach(output -> {
            code.local(ALOAD, arrayLocals.get(output.array())).local(ILOAD, INDEX);
            code.local(FLOAD, valueLocal(output.value())).op(FASTORE);
        });
        code.op(IINC).item(INDEX << 8 | 1);
        int jump = code.size();
        code.op(GOTO).item(top - jump);
        code.patch(exit + 1, code.size() - exit);
        code.op(RETURN);
        return code.toByteArray();
    }

    private void fetchArray(int array) {
        if (arrayLocals.containsKey(array)) {
            return;
        }
        arrayLocals.put(array, locals++);
        code.local(ALOAD, 1).op(SIPUSH).item(array).op(AALOAD).local(ASTORE, arrayLocals.get(array));
    }

    private int valueLocal(int value) {
        return valueLocals.computeIfAbsent(value, missing -> locals++);
    }

    private void operation(LoopBody.Operation operation) {
        for (int operand : operation.operands()) {
            code.local(FLOAD, valueLocal(operand));
            if (operation.function() == Elementwise.SQRT) {
                code.op(F2D);
            }
        }
        switch (operation.function()) {
            case NEG -> code.op(FNEG);
            case ADD -> code.op(FADD);
            case SUB -> code.op(FSUB);
            case MUL -> code.op(FMUL);
            case DIV -> code.op(FDIV);
            case ABS -> call("abs", "(F)F");
            case MIN -> call("min", "(FF)F");
            case MAX -> call("max", "(FF)F");
            case SQRT -> {
                call("sqrt", "(D)D");
                code.op(D2F);
            }
            case EXP, LOG, TANH, FLOOR, LT, SELECT ->
                throw new IllegalArgumentException("not fusable: " + operation.function());
        }
        code.local(FSTORE, valueLocal(operation.value()));
    }

    private void call(String name, String type) {
        code.op(INVOKESTATIC).item(constants.method(MATH, name, type));
    }

    /** Instructions. */
    private static final class Code {
        private byte[] bytes = new byte[256];
        private int size;

        int size() {
            return size;
        }

        Code op(int value) {
            if (size == bytes.length) {
                bytes = java.util.Arrays.copyOf(bytes, 2 * size);
            }
            bytes[size++] = (byte) value;
            return this;
        }

        /** A number of two bytes. */
        Code item(int value) {
            return op(value >> 8).op(value);
        }

        /** An instruction on a local variable. */
        Code local(int instruction, int number) {
            return number < 256
                    ? op(instruction).op(number)
                    : op(WIDE).op(instruction).item(number);
        }

        void patch(int at, int value) {
            bytes[at] = (byte) (value >> 8);
            bytes[at + 1] = (byte) value;
        }

        byte[] toByteArray() {
            return java.util.Arrays.copyOf(bytes, size);
        }
    }

    /** The constant pool. */
    private static final class Constants {
        private static final int TEXT = 1;
        private static final int TYPE = 7;
        private static final int METHOD = 10;
        private static final int NAME_AND_TYPE = 12;

        private final Map<String, Integer> numbers = new HashMap<>();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final DataOutputStream out = new DataOutputStream(bytes);

        int text(String text) {
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

        int type(String name) {
            return entry(TYPE, text(name), -1);
        }

        int method(String owner, String name, String type) {
            return entry(METHOD, type(owner), entry(NAME_AND_TYPE, text(name), text(type)));
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
}
