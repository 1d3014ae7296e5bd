package dev.occam.cpu.loop;

import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.IF_ICMPLT;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.IMUL;
import static org.objectweb.asm.Opcodes.ISTORE;

import dev.occam.cpu.bytecode.CountedLoop;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * The loop of a {@link FusedLoop} with {@link Path#RUNS}. It is one loop, since one of a few vectors inside of another
 * would take longer to begin than to run:
 *
 * <pre>
 * gap = stride - count;
 * for (done = 0; done &lt; streams * count; done += step) {
 *     ...
 *     index += step;
 *     if (index &gt;= end) {
 *         index += gap;
 *         end += stride;
 *         distances of the other arrays += how much longer their strides are;
 *     }
 * }
 * </pre>
 */
final class RunNest {
    private static final int END = LoopCode.FREE;
    private static final int DONE = LoopCode.FREE + 1;
    private static final int TOTAL = LoopCode.FREE + 2;
    /** From the end of a run to the start of the next. */
    private static final int GAP = LoopCode.FREE + 3;

    private RunNest() {}

    /**
     * Writes the loop.
     *
     * @param step from one index to the next
     * @param body what is done at an index
     * @param nextRun what is done between two runs
     */
    static void write(MethodVisitor code, int step, Runnable body, Runnable nextRun) {
        LoopCode loops = new LoopCode(code);
        loops.sum(END, LoopCode.INDEX, LoopCode.COUNT);
        loops.difference(GAP, LoopCode.STRIDE, LoopCode.COUNT);
        loops.combine(IMUL, TOTAL, LoopCode.STREAMS, LoopCode.COUNT);
        code.visitInsn(ICONST_0);
        code.visitVarInsn(ISTORE, DONE);
        CountedLoop.write(code, DONE, TOTAL, () -> {
            body.run();
            code.visitIincInsn(LoopCode.INDEX, step);
            Label inside = new Label();
            code.visitVarInsn(ILOAD, LoopCode.INDEX);
            code.visitVarInsn(ILOAD, END);
            code.visitJumpInsn(IF_ICMPLT, inside);
            loops.sum(LoopCode.INDEX, LoopCode.INDEX, GAP);
            loops.sum(END, END, LoopCode.STRIDE);
            nextRun.run();
            code.visitLabel(inside);
            code.visitIincInsn(DONE, step);
        });
    }
}
