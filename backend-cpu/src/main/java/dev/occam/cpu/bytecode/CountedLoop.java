package dev.occam.cpu.bytecode;

import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.IF_ICMPGE;
import static org.objectweb.asm.Opcodes.ILOAD;

import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/** A loop in a method that is being written. */
public final class CountedLoop {
    private CountedLoop() {}

    /**
     * Goes on while one local is below another.
     *
     * @param body writes what is done each time; it has to increase the local
     */
    public static void write(MethodVisitor code, int local, int end, Runnable body) {
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
}
