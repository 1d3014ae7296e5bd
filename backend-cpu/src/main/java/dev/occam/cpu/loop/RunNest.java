package dev.occam.cpu.loop;

import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.IF_ICMPGE;
import static org.objectweb.asm.Opcodes.IF_ICMPLT;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.IMUL;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.ISUB;

import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * The loop of a {@link FusedLoop} with {@link Path#RUNS}. It is one loop, since one of a few vectors inside of another
 * would take longer to begin than to run:
 *
 * <pre>
 * for (done = 0; done &lt; streams * count; done += step) {
 *     ...
 *     index += step;
 *     if (index &gt;= end) {
 *         index += stride - count;
 *         end += stride;
 *         distances of the other arrays += how much longer their strides are;
 *     }
 * }
 * </pre>
 */
final class RunNest {
    private static final int END = LoopNest.FREE;
    private static final int DONE = LoopNest.FREE + 1;
    private static final int TOTAL = LoopNest.FREE + 2;

    private RunNest() {}

    /**
     * Writes the loop.
     *
     * @param step from one index to the next
     * @param body what is done at an index
     * @param nextRun what is done between two runs
     */
    static void write(MethodVisitor code, int step, Runnable body, Runnable nextRun) {
        code.visitVarInsn(ILOAD, LoopNest.INDEX);
        add(code, LoopNest.COUNT, END);
        code.visitVarInsn(ILOAD, LoopNest.STREAMS);
        code.visitVarInsn(ILOAD, LoopNest.COUNT);
        code.visitInsn(IMUL);
        code.visitVarInsn(ISTORE, TOTAL);
        code.visitInsn(ICONST_0);
        code.visitVarInsn(ISTORE, DONE);
        Label top = new Label();
        Label exit = new Label();
        Label inside = new Label();
        code.visitLabel(top);
        code.visitVarInsn(ILOAD, DONE);
        code.visitVarInsn(ILOAD, TOTAL);
        code.visitJumpInsn(IF_ICMPGE, exit);
        body.run();
        code.visitIincInsn(LoopNest.INDEX, step);
        code.visitVarInsn(ILOAD, LoopNest.INDEX);
        code.visitVarInsn(ILOAD, END);
        code.visitJumpInsn(IF_ICMPLT, inside);
        code.visitVarInsn(ILOAD, LoopNest.INDEX);
        code.visitVarInsn(ILOAD, LoopNest.COUNT);
        code.visitInsn(ISUB);
        add(code, LoopNest.STRIDE, LoopNest.INDEX);
        code.visitVarInsn(ILOAD, END);
        add(code, LoopNest.STRIDE, END);
        nextRun.run();
        code.visitLabel(inside);
        code.visitIincInsn(DONE, step);
        code.visitJumpInsn(GOTO, top);
        code.visitLabel(exit);
    }

    /** Adds a local to what is on the stack. */
    private static void add(MethodVisitor code, int local, int to) {
        code.visitVarInsn(ILOAD, local);
        code.visitInsn(IADD);
        code.visitVarInsn(ISTORE, to);
    }
}
