package dev.occam.cpu.matmul;

import static dev.occam.cpu.bytecode.Instructions.ALOAD;
import static dev.occam.cpu.bytecode.Instructions.ASTORE;
import static dev.occam.cpu.bytecode.Instructions.FALOAD;
import static dev.occam.cpu.bytecode.Instructions.GETSTATIC;
import static dev.occam.cpu.bytecode.Instructions.GOTO;
import static dev.occam.cpu.bytecode.Instructions.IADD;
import static dev.occam.cpu.bytecode.Instructions.IALOAD;
import static dev.occam.cpu.bytecode.Instructions.IFNE;
import static dev.occam.cpu.bytecode.Instructions.IF_ICMPGE;
import static dev.occam.cpu.bytecode.Instructions.IINC;
import static dev.occam.cpu.bytecode.Instructions.ILOAD;
import static dev.occam.cpu.bytecode.Instructions.IMUL;
import static dev.occam.cpu.bytecode.Instructions.INVOKESTATIC;
import static dev.occam.cpu.bytecode.Instructions.INVOKEVIRTUAL;
import static dev.occam.cpu.bytecode.Instructions.ISTORE;
import static dev.occam.cpu.bytecode.Instructions.RETURN;
import static dev.occam.cpu.bytecode.Instructions.SIPUSH;

import dev.occam.cpu.bytecode.ConstantPool;
import dev.occam.cpu.bytecode.GeneratedClass;
import dev.occam.cpu.bytecode.Instructions;
import java.lang.invoke.MethodHandles;

/**
 * Writes the class of a {@link Tile}: all its sums are local variables, which C2 keeps in registers, and every operation
 * is a call into the Vector API, whose methods C2 always inlines; those that it runs once a tile, it did not inline when
 * methods of ours stood around them.
 */
final class TileClass {
    private static final String OWNER = "jdk/incubator/vector/FloatVector";
    private static final String FLOATS = "L" + OWNER + ";";
    private static final String VECTOR = "Ljdk/incubator/vector/Vector;";
    private static final String SPECIES = "Ljdk/incubator/vector/VectorSpecies;";
    private static final String MULTIPLY = "(I[FII[II[FII[FIIZ)V";
    private static final int MOST_STACK = 6;

    private static final int DEPTH = 1;
    private static final int A = 2;
    private static final int A_OFFSET = 3;
    private static final int A_STEP = 4;
    private static final int ROWS = 5;
    private static final int ROW = 6;
    private static final int B = 7;
    private static final int B_OFFSET = 8;
    private static final int B_STEP = 9;
    private static final int C = 10;
    private static final int C_OFFSET = 11;
    private static final int C_ROW = 12;
    private static final int FIRST = 13;
    private static final int FREE = 14;

    private final int rows;
    private final int vectors;
    private final int lanes;
    private final TileLeft left;
    private final ConstantPool constants = new ConstantPool();
    private final Instructions code = new Instructions();
    private final int lines;
    private final int sums;
    private final int k;
    private final int fromB;
    private final int fromA;

    private TileClass(int rows, int vectors, int lanes, TileLeft left) {
        this.rows = rows;
        this.vectors = vectors;
        this.lanes = lanes;
        this.left = left;
        this.lines = FREE;
        this.sums = lines + rows;
        this.k = sums + rows * vectors;
        this.fromB = k + 1;
        this.fromA = fromB + vectors;
    }

    /** A tile of so many rows and so many vectors of columns. */
    static Tile load(int rows, int vectors, int lanes, TileLeft left) {
        TileClass tile = new TileClass(rows, vectors, lanes, left);
        byte[] multiply = tile.multiply();
        int locals = tile.fromA + rows;
        return GeneratedClass.load(
                MethodHandles.lookup(), Tile.class, tile.constants, "multiply", MULTIPLY, multiply, MOST_STACK, locals);
    }

    private byte[] multiply() {
        startSums();
        if (left == TileLeft.BY_LINES) {
            findLines();
        }
        code.op(SIPUSH).item(0).local(ISTORE, k);
        int top = code.size();
        code.local(ILOAD, k).local(ILOAD, DEPTH);
        int exit = code.size();
        code.op(IF_ICMPGE).item(0);
        step();
        int jump = code.size();
        code.op(GOTO).item(top - jump);
        code.patch(exit + 1, code.size() - exit);
        eachSum((row, vector) -> {
            code.local(ALOAD, sum(row, vector));
            placeInC(row, vector);
            code.op(INVOKEVIRTUAL).item(constants.method(OWNER, "intoArray", "([FI)V"));
        });
        code.op(RETURN);
        return code.toByteArray();
    }

    /** Each sum has a zero of its own: one that several share is boxed by the compiler. */
    private void startSums() {
        for (int sum = 0; sum < rows * vectors; sum++) {
            species();
            create("zero", "");
            code.local(ASTORE, sums + sum);
        }
        code.local(ILOAD, FIRST);
        int jump = code.size();
        code.op(IFNE).item(0);
        eachSum((row, vector) -> {
            species();
            placeInC(row, vector);
            create("fromArray", "[FI");
            code.local(ASTORE, sum(row, vector));
        });
        code.patch(jump + 1, code.size() - jump);
    }

    private void findLines() {
        for (int row = 0; row < rows; row++) {
            code.local(ALOAD, ROWS).local(ILOAD, ROW);
            add(row);
            code.op(IALOAD).local(ILOAD, A_OFFSET).op(IADD).local(ISTORE, lines + row);
        }
    }

    /** One k: the vectors of B once, then each row's value of A times all of them. */
    private void step() {
        for (int vector = 0; vector < vectors; vector++) {
            species();
            code.local(ALOAD, B).local(ILOAD, B_OFFSET);
            add(vector * lanes);
            create("fromArray", "[FI");
            code.local(ASTORE, fromB + vector);
        }
        for (int row = 0; row < rows; row++) {
            species();
            code.local(ALOAD, A);
            placeInA(row);
            code.op(FALOAD);
            create("broadcast", "F");
            code.local(ASTORE, fromA + row);
            for (int vector = 0; vector < vectors; vector++) {
                code.local(ALOAD, fromA + row).local(ALOAD, fromB + vector).local(ALOAD, sum(row, vector));
                code.op(INVOKEVIRTUAL).item(constants.method(OWNER, "fma", "(" + VECTOR + VECTOR + ")" + FLOATS));
                code.local(ASTORE, sum(row, vector));
            }
        }
        if (left == TileLeft.BY_COLUMNS) {
            code.local(ILOAD, A_OFFSET).local(ILOAD, A_STEP).op(IADD).local(ISTORE, A_OFFSET);
        }
        code.local(ILOAD, B_OFFSET).local(ILOAD, B_STEP).op(IADD).local(ISTORE, B_OFFSET);
        code.op(IINC).item(k << 8 | 1);
    }

    private void placeInA(int row) {
        switch (left) {
            case BY_COLUMNS -> {
                code.local(ILOAD, A_OFFSET);
                add(row);
            }
            case BY_ROWS -> {
                code.local(ILOAD, A_OFFSET).local(ILOAD, k).op(IADD);
                add(row * TileLeft.PITCH);
            }
            case BY_LINES -> code.local(ILOAD, lines + row).local(ILOAD, k).op(IADD);
        }
    }

    private interface SumCode {
        void write(int row, int vector);
    }

    private void eachSum(SumCode sumCode) {
        for (int row = 0; row < rows; row++) {
            for (int vector = 0; vector < vectors; vector++) {
                sumCode.write(row, vector);
            }
        }
    }

    /** Rows by multiplication: a chain of additions stayed in registers through the loop, which cost a quarter of its speed. */
    private void placeInC(int row, int vector) {
        code.local(ALOAD, C).local(ILOAD, C_OFFSET);
        if (row > 0) {
            code.op(SIPUSH).item(row).local(ILOAD, C_ROW).op(IMUL).op(IADD);
        }
        add(vector * lanes);
    }

    private void add(int constant) {
        if (constant != 0) {
            code.op(SIPUSH).item(constant).op(IADD);
        }
    }

    private int sum(int row, int vector) {
        return sums + row * vectors + vector;
    }

    private void species() {
        code.op(GETSTATIC).item(constants.field(OWNER, "SPECIES_PREFERRED", SPECIES));
    }

    /** A vector from the species and these arguments. */
    private void create(String name, String arguments) {
        code.op(INVOKESTATIC).item(constants.method(OWNER, name, "(" + SPECIES + arguments + ")" + FLOATS));
    }
}
