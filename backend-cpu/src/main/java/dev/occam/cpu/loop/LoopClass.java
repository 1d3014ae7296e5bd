package dev.occam.cpu.loop;

import static dev.occam.cpu.bytecode.Instructions.AALOAD;
import static dev.occam.cpu.bytecode.Instructions.ALOAD;
import static dev.occam.cpu.bytecode.Instructions.ASTORE;
import static dev.occam.cpu.bytecode.Instructions.FALOAD;
import static dev.occam.cpu.bytecode.Instructions.FCONST_0;
import static dev.occam.cpu.bytecode.Instructions.FCONST_1;
import static dev.occam.cpu.bytecode.Instructions.FLOAD;
import static dev.occam.cpu.bytecode.Instructions.FSTORE;
import static dev.occam.cpu.bytecode.Instructions.GETSTATIC;
import static dev.occam.cpu.bytecode.Instructions.GOTO;
import static dev.occam.cpu.bytecode.Instructions.IADD;
import static dev.occam.cpu.bytecode.Instructions.IALOAD;
import static dev.occam.cpu.bytecode.Instructions.ICONST_0;
import static dev.occam.cpu.bytecode.Instructions.IF_ICMPGE;
import static dev.occam.cpu.bytecode.Instructions.IINC;
import static dev.occam.cpu.bytecode.Instructions.ILOAD;
import static dev.occam.cpu.bytecode.Instructions.INVOKESTATIC;
import static dev.occam.cpu.bytecode.Instructions.INVOKEVIRTUAL;
import static dev.occam.cpu.bytecode.Instructions.ISTORE;
import static dev.occam.cpu.bytecode.Instructions.RETURN;
import static dev.occam.cpu.bytecode.Instructions.SIPUSH;

import dev.occam.cpu.bytecode.ConstantPool;
import dev.occam.cpu.bytecode.GeneratedClass;
import dev.occam.cpu.bytecode.Instructions;
import dev.occam.tensor.Elementwise;
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
 */
final class LoopClass {
    private static final int MOST_STACK = 5;
    private static final String VECTORS = "jdk/incubator/vector/";
    private static final String FLOATS = VECTORS + "FloatVector";
    private static final String FLOAT_VECTOR = "L" + FLOATS + ";";
    private static final String VECTOR = "L" + VECTORS + "Vector;";
    private static final String MASK = "L" + VECTORS + "VectorMask;";
    private static final String SPECIES = "L" + VECTORS + "VectorSpecies;";
    private static final String COMPARISON = "L" + VECTORS + "VectorOperators$Comparison;";
    private static final String RUN = "([[F[[F[III)V";

    private static final int ARRAYS = 1;
    private static final int SINGLES = 2;
    private static final int OFFSETS = 3;
    private static final int INDEX = 4;
    private static final int END = 5;

    private final LoopBody body;
    private final Lanes lanes;
    private final ConstantPool constants = new ConstantPool();
    private final Instructions code = new Instructions();
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
        LoopClass loop = new LoopClass(body, lanes);
        byte[] run = loop.run();
        return GeneratedClass.load(
                MethodHandles.lookup(), FusedLoop.class, loop.constants, "run", RUN, run, MOST_STACK, loop.locals);
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
        code.op(GETSTATIC)
                .item(constants.field(GeneratedClass.neighbour(LoopClass.class, lanes.owner()), "S", SPECIES));
    }

    private void comparison(String name) {
        code.op(GETSTATIC).item(constants.field(VECTORS + "VectorOperators", name, COMPARISON));
    }

    private void vectorCall(String name, String type) {
        code.op(INVOKEVIRTUAL).item(constants.method(FLOATS, name, type));
    }

    private void call(String name, String type) {
        code.op(INVOKESTATIC)
                .item(constants.method(GeneratedClass.neighbour(LoopClass.class, lanes.owner()), name, type));
    }
}
