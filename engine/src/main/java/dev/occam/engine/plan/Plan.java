package dev.occam.engine.plan;

import dev.occam.device.Buffer;
import dev.occam.device.Device;
import dev.occam.device.MatMul;
import dev.occam.device.Program;
import dev.occam.tensor.Tensor;
import java.util.List;
import java.util.function.Function;

/**
 * Kernels in order with the memory that they use; nothing here belongs to a device yet.
 *
 * @param name what listings call it
 * @param kernels in the order in which they run
 * @param scratch memory for values between kernels, reused; size 0 where there are none
 * @param scalars formulas without axes that the host computes before each run, by slot
 */
public record Plan(String name, List<PlannedKernel> kernels, Storage scratch, List<Tensor> scalars) {
    /** A kernel and its memory, by buffer number. */
    public sealed interface PlannedKernel {
        List<Storage> storages();

        record Fused(Program program, List<Storage> storages) implements PlannedKernel {}

        record Product(MatMul matMul, List<Storage> storages) implements PlannedKernel {}
    }

    public Plan {
        kernels = List.copyOf(kernels);
        scalars = List.copyOf(scalars);
    }

    /** The listing of all kernels. */
    public String listing() {
        StringBuilder text = new StringBuilder();
        for (PlannedKernel kernel : kernels) {
            text.append(
                    kernel instanceof PlannedKernel.Fused fused
                            ? fused.program()
                            : ((PlannedKernel.Product) kernel).matMul());
            text.append('\n');
        }
        return text.toString();
    }

    /**
     * Compiled and bound on a device.
     *
     * @param buffers gives the buffer of each storage, the scratch included
     */
    public Execution prepare(Device device, Function<Storage, Buffer> buffers) {
        return new Execution(this, device, buffers);
    }
}
