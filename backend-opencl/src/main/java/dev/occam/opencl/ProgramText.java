package dev.occam.opencl;

import dev.occam.device.Program;

/** Kernels for programs. */
final class ProgramText {
    private ProgramText() {}

    static KernelText of(Program program, Target target) {
        Lines lines = new Lines(NormalForm.of(program));
        Program normal = lines.program();
        Signature signature = Signature.of(lines);
        boolean nowhere = normal.rows() == 0 || normal.reduced() == 0 && normal.rowLength() == 0;
        if (lines.live().isEmpty() || nowhere) {
            return Source.nothing(signature);
        }
        if (normal.reduced() == 0) {
            return new FlatText(lines, target).write();
        }
        RowPlan plan = RowPlan.of(normal, target);
        return plan.chunks() == 1
                ? new RowText(lines, target, plan, new Source(signature)).write()
                : new ChunkText(lines, target, plan, new Source(signature.withScratch())).write();
    }
}
