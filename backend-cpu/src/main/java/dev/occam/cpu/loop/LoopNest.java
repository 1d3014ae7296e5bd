package dev.occam.cpu.loop;

import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.IFLE;
import static org.objectweb.asm.Opcodes.IF_ICMPGE;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.ISTORE;

import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * The loops of a {@link FusedLoop} with {@link Path#STRAIGHT} around what it does at one place:
 *
 * <pre>
 * for (tileStart = index; tileStart &lt; index + count; tileStart += tile)
 *     for (stream = streams, at = tileStart; stream &gt; 0; stream--, at += stride)
 *         for (index = at; index &lt; at + tile; index += step)
 * </pre>
 */
final class LoopNest {
    static final int COUNT = 5;
    static final int STREAMS = 7;
    static final int INDEX = 8;
    static final int STRIDE = 9;

    /** The first of the loops' own locals; before it are {@code this}, the parameters, and what both paths have. */
    static final int FREE = 10;

    /** The first local that the loops leave to others. */
    static final int LOCALS = 15;

    private static final int TILE = 6;
    private static final int TILE_START = FREE;
    private static final int END = FREE + 1;
    private static final int STREAM = FREE + 2;
    private static final int AT = FREE + 3;
    private static final int TILE_END = FREE + 4;

    private final MethodVisitor code;

    private LoopNest(MethodVisitor code) {
        this.code = code;
    }

    /**
     * Writes the loops.
     *
     * @param step from one index to the next
     * @param body what is done at an index
     */
    static void write(MethodVisitor code, int step, Runnable body) {
        new LoopNest(code).tiles(step, body);
    }

    private void tiles(int step, Runnable body) {
        copy(TILE_START, INDEX);
        sum(END, TILE_START, COUNT);
        loop(TILE_START, END, () -> {
            copy(AT, TILE_START);
            copy(STREAM, STREAMS);
            streams(step, body);
            sum(TILE_START, TILE_START, TILE);
        });
    }

    private void streams(int step, Runnable body) {
        Label top = new Label();
        Label exit = new Label();
        code.visitLabel(top);
        code.visitVarInsn(ILOAD, STREAM);
        code.visitJumpInsn(IFLE, exit);
        sum(TILE_END, AT, TILE);
        copy(INDEX, AT);
        loop(INDEX, TILE_END, () -> {
            body.run();
            code.visitIincInsn(INDEX, step);
        });
        sum(AT, AT, STRIDE);
        code.visitIincInsn(STREAM, -1);
        code.visitJumpInsn(GOTO, top);
        code.visitLabel(exit);
    }

    /** Goes on while one local is below another. */
    private void loop(int local, int end, Runnable body) {
        Label top = new Label();
        Label exit = new Label();
        code.visitLabel(top);
        code.visitVarInsn(ILOAD, local);
        code.visitVarInsn(ILOAD, end);
        code.visitJumpInsn(IF_ICMPGE, exit);
        body.run();
        code.visitJumpInsn(GOTO, top);
        code.visitLabel(exit);
    }

    private void copy(int to, int from) {
        code.visitVarInsn(ILOAD, from);
        code.visitVarInsn(ISTORE, to);
    }

    private void sum(int to, int left, int right) {
        code.visitVarInsn(ILOAD, left);
        code.visitVarInsn(ILOAD, right);
        code.visitInsn(IADD);
        code.visitVarInsn(ISTORE, to);
    }
}
