package dev.occam.cpu.loop;

import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.IFLE;
import static org.objectweb.asm.Opcodes.ILOAD;

import dev.occam.cpu.bytecode.CountedLoop;
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
    private static final int TILE_START = LoopCode.FREE;
    private static final int END = LoopCode.FREE + 1;
    private static final int STREAM = LoopCode.FREE + 2;
    private static final int AT = LoopCode.FREE + 3;
    private static final int TILE_END = LoopCode.FREE + 4;

    private final MethodVisitor code;
    private final LoopCode loops;

    private LoopNest(MethodVisitor code) {
        this.code = code;
        loops = new LoopCode(code);
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
        loops.copy(TILE_START, LoopCode.INDEX);
        loops.sum(END, TILE_START, LoopCode.COUNT);
        CountedLoop.write(code, TILE_START, END, () -> {
            loops.copy(AT, TILE_START);
            loops.copy(STREAM, LoopCode.STREAMS);
            streams(step, body);
            loops.sum(TILE_START, TILE_START, LoopCode.TILE);
        });
    }

    private void streams(int step, Runnable body) {
        Label top = new Label();
        Label exit = new Label();
        code.visitLabel(top);
        code.visitVarInsn(ILOAD, STREAM);
        code.visitJumpInsn(IFLE, exit);
        loops.sum(TILE_END, AT, LoopCode.TILE);
        loops.copy(LoopCode.INDEX, AT);
        CountedLoop.write(code, LoopCode.INDEX, TILE_END, () -> {
            body.run();
            code.visitIincInsn(LoopCode.INDEX, step);
        });
        loops.sum(AT, AT, LoopCode.STRIDE);
        code.visitIincInsn(STREAM, -1);
        code.visitJumpInsn(GOTO, top);
        code.visitLabel(exit);
    }
}
