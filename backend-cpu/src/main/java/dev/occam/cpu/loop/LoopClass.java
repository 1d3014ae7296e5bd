package dev.occam.cpu.loop;

import static dev.occam.cpu.bytecode.Instructions.AALOAD;
import static dev.occam.cpu.bytecode.Instructions.ALOAD;
import static dev.occam.cpu.bytecode.Instructions.ASTORE;
import static dev.occam.cpu.bytecode.Instructions.FLOAD;
import static dev.occam.cpu.bytecode.Instructions.FSTORE;
import static dev.occam.cpu.bytecode.Instructions.GOTO;
import static dev.occam.cpu.bytecode.Instructions.IADD;
import static dev.occam.cpu.bytecode.Instructions.IALOAD;
import static dev.occam.cpu.bytecode.Instructions.IF_ICMPGE;
import static dev.occam.cpu.bytecode.Instructions.IINC;
import static dev.occam.cpu.bytecode.Instructions.ILOAD;
import static dev.occam.cpu.bytecode.Instructions.INVOKESTATIC;
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
 * Writes the class of a {@link FusedLoop}: every operation is a call of a static method of {@link VectorLanes} or
 * {@link ScalarLanes}, which C2 inlines.
 */
final class LoopClass {
    private static final int MOST_STACK = 4;
    private static final String MASK = "Ljdk/incubator/vector/VectorMask;";
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
            code.local(ALOAD, SINGLES).op(SIPUSH).item(array).op(AALOAD);
            call("single", "([F)" + lanes.type());
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
            place(array);
            call("load", "([FI)" + lanes.type());
            set(value);
        });
        body.operations().forEach(this::operation);
        body.outputs().forEach(output -> {
            get(output.value());
            place(output.array());
            call("store", "(" + lanes.type() + "[FI)V");
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

    private void operation(LoopBody.Operation operation) {
        List<Integer> operands = operation.operands();
        Elementwise function = operation.function();
        if (function == Elementwise.LT) {
            operands.forEach(this::get);
            call("below", type(2) + MASK);
            compared(operation.value());
            return;
        }
        if (function == Elementwise.SELECT) {
            condition(operands.get(0));
            get(operands.get(1));
            get(operands.get(2));
            call("choose", "(" + MASK + lanes.type() + lanes.type() + ")" + lanes.type());
            set(operation.value());
            return;
        }
        operands.forEach(this::get);
        call(function.name().toLowerCase(Locale.ROOT), type(operands.size()) + lanes.type());
        set(operation.value());
    }

    /** Keeps a comparison as a mask, and as a number where one is needed. */
    private void compared(int value) {
        int local = maskLocals.computeIfAbsent(value, missing -> locals++);
        code.local(ASTORE, local);
        if (body.isNumber(value)) {
            code.local(ALOAD, local);
            call("number", "(" + MASK + ")" + lanes.type());
            set(value);
        }
    }

    private void condition(int value) {
        if (maskLocals.containsKey(value)) {
            code.local(ALOAD, maskLocals.get(value));
            return;
        }
        get(value);
        call("isTrue", type(1) + MASK);
    }

    private String type(int operands) {
        return "(" + lanes.type().repeat(operands) + ")";
    }

    private void call(String name, String type) {
        code.op(INVOKESTATIC)
                .item(constants.method(GeneratedClass.neighbour(LoopClass.class, lanes.owner()), name, type));
    }
}
