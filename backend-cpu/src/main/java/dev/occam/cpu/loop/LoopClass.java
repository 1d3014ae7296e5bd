package dev.occam.cpu.loop;

import static org.objectweb.asm.Opcodes.AALOAD;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.FALOAD;
import static org.objectweb.asm.Opcodes.FCONST_0;
import static org.objectweb.asm.Opcodes.FCONST_1;
import static org.objectweb.asm.Opcodes.FLOAD;
import static org.objectweb.asm.Opcodes.FSTORE;
import static org.objectweb.asm.Opcodes.GETSTATIC;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.IALOAD;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.ISUB;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.SIPUSH;

import dev.occam.cpu.bytecode.GeneratedClass;
import dev.occam.tensor.Elementwise;
import java.lang.invoke.MethodHandles;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.objectweb.asm.MethodVisitor;

/**
 * Writes the class of a {@link FusedLoop}: every operation is a call, of a method of vectors or of a static one of
 * {@link ScalarLanes} or {@link VectorLanes}, which C2 inlines.
 *
 * <p>Vectors' own methods are called without one of ours in between: C2 inlines them however long the loop is, while at
 * about 25 operations it stops to inline ours, and boxes what it hands over to them.
 */
final class LoopClass {
    private static final String PACKAGE = LoopClass.class.getPackageName().replace('.', '/') + '/';
    private static final String VECTORS = "jdk/incubator/vector/";
    private static final String FLOATS = VECTORS + "FloatVector";
    private static final String FLOAT_VECTOR = "L" + FLOATS + ";";
    private static final String VECTOR = "L" + VECTORS + "Vector;";
    private static final String MASK = "L" + VECTORS + "VectorMask;";
    private static final String SPECIES = "L" + VECTORS + "VectorSpecies;";
    private static final String COMPARISON = "L" + VECTORS + "VectorOperators$Comparison;";

    private final LoopBody body;
    private final Lanes lanes;
    private final Path path;
    private final MethodVisitor code;
    private final Map<Integer, Integer> arrayLocals = new HashMap<>();
    private final Map<Integer, Integer> distanceLocals = new HashMap<>();
    /** By how much distances grow from run to run. */
    private final Map<Integer, Integer> growthLocals = new HashMap<>();

    private final Map<Integer, Integer> valueLocals = new HashMap<>();
    private final Map<Integer, Integer> maskLocals = new HashMap<>();
    private int locals = LoopCode.LOCALS;

    /** The array that the index belongs to. */
    private int first = -1;

    private LoopClass(LoopBody body, Lanes lanes, Path path, MethodVisitor code) {
        this.body = body;
        this.lanes = lanes;
        this.path = path;
        this.code = code;
    }

    static FusedLoop load(LoopBody body, Lanes lanes, Path path) {
        return GeneratedClass.load(
                MethodHandles.lookup(), FusedLoop.class, code -> new LoopClass(body, lanes, path, code).run());
    }

    private void run() {
        body.inputs().values().forEach(this::fetchArray);
        body.outputs().forEach(output -> fetchArray(output.array()));
        body.singles().forEach((value, array) -> {
            if (lanes == Lanes.VECTOR) {
                species();
            }
            code.visitVarInsn(ALOAD, LoopCode.SINGLES);
            code.visitIntInsn(SIPUSH, array);
            code.visitInsn(AALOAD);
            code.visitInsn(ICONST_0);
            code.visitInsn(FALOAD);
            if (lanes == Lanes.VECTOR) {
                broadcast();
            }
            set(value);
        });
        of(LoopCode.OFFSETS, first);
        code.visitVarInsn(ISTORE, LoopCode.INDEX);
        of(LoopCode.STRIDES, first);
        code.visitVarInsn(ISTORE, LoopCode.STRIDE);
        switch (path) {
            case STRAIGHT -> LoopNest.write(code, lanes.count(), this::place);
            case RUNS -> RunNest.write(code, lanes.count(), this::place, this::grow);
        }
        code.visitInsn(RETURN);
    }

    private void grow() {
        growthLocals.forEach((start, growth) -> {
            code.visitVarInsn(ILOAD, distanceLocals.get(start));
            code.visitVarInsn(ILOAD, growth);
            code.visitInsn(IADD);
            code.visitVarInsn(ISTORE, distanceLocals.get(start));
        });
    }

    /** What is done at one index. */
    private void place() {
        body.inputs().forEach((value, array) -> {
            load(array);
            set(value);
        });
        body.operations().forEach(this::operation);
        body.outputs().forEach(output -> {
            get(output.value());
            element(output.array());
            store();
        });
    }

    private void fetchArray(int array) {
        if (arrayLocals.containsKey(array)) {
            return;
        }
        arrayLocals.put(array, locals++);
        code.visitVarInsn(ALOAD, LoopCode.ARRAYS);
        code.visitIntInsn(SIPUSH, array);
        code.visitInsn(AALOAD);
        code.visitVarInsn(ASTORE, arrayLocals.get(array));
        if (first < 0) {
            first = array;
        } else if (body.start(array) != body.start(first) && !distanceLocals.containsKey(body.start(array))) {
            distanceLocals.put(body.start(array), difference(LoopCode.OFFSETS, array));
            if (path == Path.RUNS) {
                growthLocals.put(body.start(array), difference(LoopCode.STRIDES, array));
            }
        }
    }

    /** A new local: how much more one of a parameter's numbers is than that of the first array. */
    private int difference(int parameter, int array) {
        of(parameter, array);
        of(parameter, first);
        code.visitInsn(ISUB);
        code.visitVarInsn(ISTORE, locals);
        return locals++;
    }

    private void of(int parameter, int array) {
        code.visitVarInsn(ALOAD, parameter);
        code.visitIntInsn(SIPUSH, array);
        code.visitInsn(IALOAD);
    }

    /**
     * The array and the index in it. The index is that of the first array, and so of all that start with it: one index
     * saves instructions, and without it C2 would not make vectors of a loop for one value at a time, since it could not
     * rule out that arrays overlap.
     */
    private void element(int array) {
        code.visitVarInsn(ALOAD, arrayLocals.get(array));
        code.visitVarInsn(ILOAD, LoopCode.INDEX);
        Integer distance = distanceLocals.get(body.start(array));
        if (distance != null) {
            code.visitVarInsn(ILOAD, distance);
            code.visitInsn(IADD);
        }
    }

    private void get(int value) {
        code.visitVarInsn(lanes == Lanes.ONE ? FLOAD : ALOAD, valueLocals.get(value));
    }

    private void set(int value) {
        int local = valueLocals.computeIfAbsent(value, missing -> locals++);
        code.visitVarInsn(lanes == Lanes.ONE ? FSTORE : ASTORE, local);
    }

    private void load(int array) {
        if (lanes == Lanes.ONE) {
            element(array);
            call("load", "([FI)F");
            return;
        }
        species();
        element(array);
        code.visitMethodInsn(INVOKESTATIC, FLOATS, "fromArray", "(" + SPECIES + "[FI)" + FLOAT_VECTOR, false);
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
            case FLOOR -> apply(operation, false);
            case EXP, LOG, TANH -> throw LoopBody.hasLoopOfItsOwn(function);
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
        code.visitVarInsn(ASTORE, local);
        if (body.isNumber(value)) {
            species();
            code.visitInsn(FCONST_0);
            broadcast();
            code.visitInsn(FCONST_1);
            code.visitVarInsn(ALOAD, local);
            vectorCall("blend", "(F" + MASK + ")" + FLOAT_VECTOR);
            set(value);
        }
    }

    private void condition(int value) {
        if (maskLocals.containsKey(value)) {
            code.visitVarInsn(ALOAD, maskLocals.get(value));
            return;
        }
        get(value);
        comparison("NE");
        code.visitInsn(FCONST_0);
        vectorCall("compare", "(" + COMPARISON + "F)" + MASK);
    }

    private void broadcast() {
        code.visitMethodInsn(INVOKESTATIC, FLOATS, "broadcast", "(" + SPECIES + "F)" + FLOAT_VECTOR, false);
    }

    private void species() {
        code.visitFieldInsn(GETSTATIC, PACKAGE + lanes.owner(), "S", SPECIES);
    }

    private void comparison(String name) {
        code.visitFieldInsn(GETSTATIC, VECTORS + "VectorOperators", name, COMPARISON);
    }

    private void vectorCall(String name, String type) {
        code.visitMethodInsn(INVOKEVIRTUAL, FLOATS, name, type, false);
    }

    private void call(String name, String type) {
        code.visitMethodInsn(INVOKESTATIC, PACKAGE + lanes.owner(), name, type, false);
    }
}
