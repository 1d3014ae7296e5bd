package dev.occam.cpu.matmul;

import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.FALOAD;
import static org.objectweb.asm.Opcodes.GETSTATIC;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.IALOAD;
import static org.objectweb.asm.Opcodes.IFNE;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.IMUL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.SIPUSH;

import dev.occam.cpu.bytecode.CountedLoop;
import dev.occam.cpu.bytecode.GeneratedClass;
import java.lang.invoke.MethodHandles;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * Writes the class of a {@link Tile}: all its sums are local variables, which C2 keeps in registers,
 * and every operation is a call into the Vector API, whose methods C2 always inlines; those that it runs once a tile, it did
 * not inline when methods of ours stood around them.
 */
final class TileClass {
    private static final String OWNER = "jdk/incubator/vector/FloatVector";
    private static final String FLOATS = "L" + OWNER + ";";
    private static final String VECTOR = "Ljdk/incubator/vector/Vector;";
    private static final String SPECIES = "Ljdk/incubator/vector/VectorSpecies;";

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
    private final TileTable table;
    private final int distance;
    private final MethodVisitor code;
    private final int lines;
    private final int place;
    private final int sums;
    private final int k;
    private final int fromB;
    private final int fromA;

    /**
     * What a tile is like.
     *
     * @param rows and so many vectors of columns
     * @param distance from one row of A to the next, where that is part of the instructions
     */
    private record Form(int rows, int vectors, int lanes, TileLeft left, TileTable table, int distance) {
        Tile load() {
            return GeneratedClass.load(
                    MethodHandles.lookup(), Tile.class, code -> new TileClass(this, code).multiply());
        }
    }

    private TileClass(Form form, MethodVisitor code) {
        this.rows = form.rows;
        this.vectors = form.vectors;
        this.lanes = form.lanes;
        this.left = form.left;
        this.table = form.table;
        this.distance = form.distance;
        this.code = code;
        this.lines = FREE;
        this.sums = lines + rows;
        this.k = sums + rows * vectors;
        this.fromB = k + 1;
        this.fromA = fromB + vectors;
        this.place = fromA + rows;
    }

    /** A tile of so many rows and so many vectors of columns. */
    static Tile load(int rows, int vectors, int lanes, TileLeft left) {
        return new Form(rows, vectors, lanes, left, TileTable.NONE, TileLeft.PITCH).load();
    }

    /** Rows of A lie next to each other at each k, and B where {@link TileTable#OF_B} says. */
    static Tile overWindows(int rows, int vectors, int lanes) {
        return new Form(rows, vectors, lanes, TileLeft.BY_COLUMNS, TileTable.OF_B, 1).load();
    }

    /** A is where {@link TileTable#OF_A} says: windows this far apart. */
    static Tile ofWindows(int rows, int vectors, int lanes, int distance) {
        return new Form(rows, vectors, lanes, TileLeft.BY_ROWS, TileTable.OF_A, distance).load();
    }

    private void multiply() {
        startSums();
        if (left == TileLeft.BY_LINES) {
            findLines();
        }
        code.visitIntInsn(SIPUSH, 0);
        code.visitVarInsn(ISTORE, k);
        CountedLoop.write(code, k, DEPTH, this::step);
        eachSum((row, vector) -> {
            code.visitVarInsn(ALOAD, sum(row, vector));
            placeInC(row, vector);
            code.visitMethodInsn(INVOKEVIRTUAL, OWNER, "intoArray", "([FI)V", false);
        });
        code.visitInsn(RETURN);
    }

    /** Each sum has a zero of its own: one that several share is boxed by the compiler. */
    private void startSums() {
        for (int sum = 0; sum < rows * vectors; sum++) {
            species();
            create("zero", "");
            code.visitVarInsn(ASTORE, sums + sum);
        }
        code.visitVarInsn(ILOAD, FIRST);
        Label started = new Label();
        code.visitJumpInsn(IFNE, started);
        eachSum((row, vector) -> {
            species();
            placeInC(row, vector);
            create("fromArray", "[FI");
            code.visitVarInsn(ASTORE, sum(row, vector));
        });
        code.visitLabel(started);
    }

    private void findLines() {
        for (int row = 0; row < rows; row++) {
            code.visitVarInsn(ALOAD, ROWS);
            code.visitVarInsn(ILOAD, ROW);
            add(row);
            code.visitInsn(IALOAD);
            code.visitVarInsn(ILOAD, A_OFFSET);
            code.visitInsn(IADD);
            code.visitVarInsn(ISTORE, lines + row);
        }
    }

    /** One k: the vectors of B once, then each row's value of A times all of them. */
    private void step() {
        if (table != TileTable.NONE) {
            findPlace(table == TileTable.OF_A ? A_OFFSET : B_OFFSET);
        }
        for (int vector = 0; vector < vectors; vector++) {
            species();
            code.visitVarInsn(ALOAD, B);
            code.visitVarInsn(ILOAD, table == TileTable.OF_B ? place : B_OFFSET);
            add(vector * lanes);
            create("fromArray", "[FI");
            code.visitVarInsn(ASTORE, fromB + vector);
        }
        for (int row = 0; row < rows; row++) {
            species();
            code.visitVarInsn(ALOAD, A);
            placeInA(row);
            code.visitInsn(FALOAD);
            create("broadcast", "F");
            code.visitVarInsn(ASTORE, fromA + row);
            for (int vector = 0; vector < vectors; vector++) {
                code.visitVarInsn(ALOAD, fromA + row);
                code.visitVarInsn(ALOAD, fromB + vector);
                code.visitVarInsn(ALOAD, sum(row, vector));
                code.visitMethodInsn(INVOKEVIRTUAL, OWNER, "fma", "(" + VECTOR + VECTOR + ")" + FLOATS, false);
                code.visitVarInsn(ASTORE, sum(row, vector));
            }
        }
        if (left == TileLeft.BY_COLUMNS) {
            code.visitVarInsn(ILOAD, A_OFFSET);
            code.visitVarInsn(ILOAD, A_STEP);
            code.visitInsn(IADD);
            code.visitVarInsn(ISTORE, A_OFFSET);
        }
        if (table != TileTable.OF_B) {
            code.visitVarInsn(ILOAD, B_OFFSET);
            code.visitVarInsn(ILOAD, B_STEP);
            code.visitInsn(IADD);
            code.visitVarInsn(ISTORE, B_OFFSET);
        }
        code.visitIincInsn(k, 1);
    }

    private void findPlace(int offset) {
        code.visitVarInsn(ALOAD, ROWS);
        code.visitVarInsn(ILOAD, ROW);
        code.visitVarInsn(ILOAD, k);
        code.visitInsn(IADD);
        code.visitInsn(IALOAD);
        code.visitVarInsn(ILOAD, offset);
        code.visitInsn(IADD);
        code.visitVarInsn(ISTORE, place);
    }

    private void placeInA(int row) {
        switch (left) {
            case BY_COLUMNS -> {
                code.visitVarInsn(ILOAD, A_OFFSET);
                add(row);
            }
            case BY_ROWS -> {
                if (table == TileTable.OF_A) {
                    code.visitVarInsn(ILOAD, place);
                } else {
                    code.visitVarInsn(ILOAD, A_OFFSET);
                    code.visitVarInsn(ILOAD, k);
                    code.visitInsn(IADD);
                }
                add(row * distance);
            }
            case BY_LINES -> {
                code.visitVarInsn(ILOAD, lines + row);
                code.visitVarInsn(ILOAD, k);
                code.visitInsn(IADD);
            }
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
        code.visitVarInsn(ALOAD, C);
        code.visitVarInsn(ILOAD, C_OFFSET);
        if (row > 0) {
            code.visitIntInsn(SIPUSH, row);
            code.visitVarInsn(ILOAD, C_ROW);
            code.visitInsn(IMUL);
            code.visitInsn(IADD);
        }
        add(vector * lanes);
    }

    private void add(int constant) {
        if (constant != 0) {
            code.visitIntInsn(SIPUSH, constant);
            code.visitInsn(IADD);
        }
    }

    private int sum(int row, int vector) {
        return sums + row * vectors + vector;
    }

    private void species() {
        code.visitFieldInsn(GETSTATIC, OWNER, "SPECIES_PREFERRED", SPECIES);
    }

    /** A vector from the species and these arguments. */
    private void create(String name, String arguments) {
        code.visitMethodInsn(INVOKESTATIC, OWNER, name, "(" + SPECIES + arguments + ")" + FLOATS, false);
    }
}
