package dev.occam.cpu.loop;

import dev.occam.tensor.Elementwise;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes the class of a {@link FusedLoop}: every operation is a call, of a method of vectors or of a static one of
 * {@link ScalarLanes}, which C2 inlines.
 *
 * <p>Vectors' own methods are called without one of ours in between: C2 inlines them however long the loop is, while at
 * about 25 operations it stops to inline ours, and boxes what it hands over to them.
 *
 * <p>The class file has version 49, the last one that needs no frames for its verification.
 */
final class LoopClass {
    private static final int MAGIC = 0xCAFEBABE;
    private static final int VERSION = 49;
    private static final int PUBLIC = 1;
    private static final int PUBLIC_FINAL_SUPER = 0x31;
    private static final int MOST_STACK = 5;
    private static final String PACKAGE = LoopClass.class.getPackageName().replace('.', '/') + '/';
    private static final String OBJECT = "java/lang/Object";
    private static final String VECTORS = "jdk/incubator/vector/";
    private static final String FLOATS = VECTORS + "FloatVector";
    private static final String FLOAT_VECTOR = "L" + FLOATS + ";";
    private static final String VECTOR = "L" + VECTORS + "Vector;";
    private static final String MASK = "L" + VECTORS + "VectorMask;";
    private static final String SPECIES = "L" + VECTORS + "VectorSpecies;";
    private static final String COMPARISON = "L" + VECTORS + "VectorOperators$Comparison;";
    private static final String RUN = "([[F[[F[III)V";

    private static final int ICONST_0 = 0x03;
    private static final int FCONST_0 = 0x0b;
    private static final int FCONST_1 = 0x0c;
    private static final int SIPUSH = 0x11;
    private static final int ILOAD = 0x15;
    private static final int FLOAD = 0x17;
    private static final int ALOAD = 0x19;
    private static final int IALOAD = 0x2e;
    private static final int FALOAD = 0x30;
    private static final int AALOAD = 0x32;
    private static final int ISTORE = 0x36;
    private static final int FSTORE = 0x38;
    private static final int ASTORE = 0x3a;
    private static final int IADD = 0x60;
    private static final int IINC = 0x84;
    private static final int IF_ICMPGE = 0xa2;
    private static final int GOTO = 0xa7;
    private static final int RETURN = 0xb1;
    private static final int GETSTATIC = 0xb2;
    private static final int INVOKEVIRTUAL = 0xb6;
    private static final int INVOKESPECIAL = 0xb7;
    private static final int INVOKESTATIC = 0xb8;
    private static final int WIDE = 0xc4;
    private static final int ARRAYS = 1;
    private static final int SINGLES = 2;
    private static final int OFFSETS = 3;
    private static final int INDEX = 4;
    private static final int END = 5;

    private final LoopBody body;
    private final Lanes lanes;
    private final Constants constants = new Constants();
    private final Code code = new Code();
    private final Map<Integer, Integer> arrayLocals = new HashMap<>();
    private final Map<Integer, Integer> offsetLocals = new HashMap<>();
    private final Map<Integer, Integer> valueLocals = new HashMap<>();
    private final Map<Integer, Integer> maskLocals = new HashMap<>();
    private int locals = END + 1;

    private LoopClass(LoopBody body, Lanes lanes) {
        this.body = body;
        this.lanes = lanes;
    }

    static FusedLoop load(LoopBody body, Lanes lanes) {
        byte[] bytes = new LoopClass(body, lanes).write();
        try {
            Class<?> type =
                    MethodHandles.lookup().defineHiddenClass(bytes, true).lookupClass();
            return (FusedLoop) type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a generated loop could not be loaded", e);
        }
    }

    private byte[] write() {
        int thisClass = constants.type(PACKAGE + "GeneratedLoop");
        int superClass = constants.type(OBJECT);
        int loopInterface = constants.type(PACKAGE + "FusedLoop");
        byte[] constructor = constructor();
        byte[] run = run();
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

    private byte[] run() {
        body.inputs().values().forEach(this::fetchArray);
        body.outputs().forEach(output -> fetchArray(output.array()));
        body.singles().forEach((value, array) -> {
            if (lanes == Lanes.VECTOR) {
                species();
            }
            code.local(ALOAD, SINGLES)
                    .op(SIPUSH)
                    .item(array)
                    .op(AALOAD)
                    .op(ICONST_0)
                    .op(FALOAD);
            if (lanes == Lanes.VECTOR) {
                broadcast();
            }
            set(value);
        });
        if (lanes == Lanes.ONE) {
            shift(INDEX);
            shift(END);
        }
        int top = code.size();
        code.local(ILOAD, INDEX).local(ILOAD, END);
        int exit = code.size();
        code.op(IF_ICMPGE).item(0);
        body.inputs().forEach((value, array) -> {
            load(array);
            set(value);
        });
        body.operations().forEach(this::operation);
        body.outputs().forEach(output -> {
            get(output.value());
            place(output.array());
            store();
        });
        code.op(IINC).item(INDEX << 8 | lanes.count());
        int jump = code.size();
        code.op(GOTO).item(top - jump);
        code.patch(exit + 1, code.size() - exit);
        code.op(RETURN);
        return code.toByteArray();
    }

    /** One index for all arrays, or C2 could not rule out that they overlap. */
    private void shift(int local) {
        code.local(ILOAD, local).local(ALOAD, OFFSETS).op(SIPUSH).item(0).op(IALOAD);
        code.op(IADD).local(ISTORE, local);
    }

    private void fetchArray(int array) {
        if (arrayLocals.containsKey(array)) {
            return;
        }
        arrayLocals.put(array, locals++);
        code.local(ALOAD, ARRAYS).op(SIPUSH).item(array).op(AALOAD).local(ASTORE, arrayLocals.get(array));
        if (lanes == Lanes.VECTOR) {
            offsetLocals.put(array, locals++);
            code.local(ALOAD, OFFSETS).op(SIPUSH).item(array).op(IALOAD).local(ISTORE, offsetLocals.get(array));
        }
    }

    /** The array and the index in it. */
    private void place(int array) {
        code.local(ALOAD, arrayLocals.get(array)).local(ILOAD, INDEX);
        if (lanes == Lanes.VECTOR) {
            code.local(ILOAD, offsetLocals.get(array)).op(IADD);
        }
    }

    private void get(int value) {
        code.local(lanes == Lanes.ONE ? FLOAD : ALOAD, valueLocals.get(value));
    }

    private void set(int value) {
        int local = valueLocals.computeIfAbsent(value, missing -> locals++);
        code.local(lanes == Lanes.ONE ? FSTORE : ASTORE, local);
    }

    private void load(int array) {
        if (lanes == Lanes.ONE) {
            place(array);
            call("load", "([FI)F");
            return;
        }
        species();
        place(array);
        code.op(INVOKESTATIC).item(constants.method(FLOATS, "fromArray", "(" + SPECIES + "[FI)" + FLOAT_VECTOR));
    }

    private void store() {
        if (lanes == Lanes.ONE) {
            call("store", "(F[FI)V");
            return;
        }
        vectorCall("intoArray", "([FI)V");
    }

    private void operation(LoopBody.Operation operation) {
        List<Integer> operands = operation.operands();
        Elementwise function = operation.function();
        switch (function) {
            case LT -> compare(operation.value(), operands.get(0), operands.get(1));
            case SELECT -> choose(operation.value(), operands.get(0), operands.get(1), operands.get(2));
            case EXP, LOG, TANH, FLOOR -> apply(operation, false);
            case NEG, ABS, SQRT, ADD, SUB, MUL, DIV, MIN, MAX -> apply(operation, lanes == Lanes.VECTOR);
        }
    }

    private void apply(LoopBody.Operation operation, boolean isMethodOfVectors) {
        List<Integer> operands = operation.operands();
        String name = operation.function().name().toLowerCase(Locale.ROOT);
        operands.forEach(this::get);
        if (isMethodOfVectors) {
            vectorCall(name, "(" + VECTOR.repeat(operands.size() - 1) + ")" + FLOAT_VECTOR);
        } else {
            call(name, "(" + lanes.type().repeat(operands.size()) + ")" + lanes.type());
        }
        set(operation.value());
    }

    private void choose(int value, int condition, int yes, int no) {
        get(no);
        get(yes);
        condition(condition);
        vectorCall("blend", "(" + VECTOR + MASK + ")" + FLOAT_VECTOR);
        set(value);
    }

    /** Keeps a comparison as a mask, and as a number where one is needed. */
    private void compare(int value, int left, int right) {
        get(left);
        comparison("LT");
        get(right);
        vectorCall("compare", "(" + COMPARISON + VECTOR + ")" + MASK);
        int local = maskLocals.computeIfAbsent(value, missing -> locals++);
        code.local(ASTORE, local);
        if (body.isNumber(value)) {
            species();
            code.op(FCONST_0);
            broadcast();
            code.op(FCONST_1).local(ALOAD, local);
            vectorCall("blend", "(F" + MASK + ")" + FLOAT_VECTOR);
            set(value);
        }
    }

    private void condition(int value) {
        if (maskLocals.containsKey(value)) {
            code.local(ALOAD, maskLocals.get(value));
            return;
        }
        get(value);
        comparison("NE");
        code.op(FCONST_0);
        vectorCall("compare", "(" + COMPARISON + "F)" + MASK);
    }

    private void broadcast() {
        code.op(INVOKESTATIC).item(constants.method(FLOATS, "broadcast", "(" + SPECIES + "F)" + FLOAT_VECTOR));
    }

    private void species() {
        code.op(GETSTATIC).item(constants.field(PACKAGE + lanes.owner(), "S", SPECIES));
    }

    private void comparison(String name) {
        code.op(GETSTATIC).item(constants.field(VECTORS + "VectorOperators", name, COMPARISON));
    }

    private void vectorCall(String name, String type) {
        code.op(INVOKEVIRTUAL).item(constants.method(FLOATS, name, type));
    }

    private void call(String name, String type) {
        code.op(INVOKESTATIC).item(constants.method(PACKAGE + lanes.owner(), name, type));
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
        private static final int FIELD = 9;
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

        int field(String owner, String name, String type) {
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
}
