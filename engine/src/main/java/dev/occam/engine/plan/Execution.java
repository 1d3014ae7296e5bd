package dev.occam.engine.plan;

import dev.occam.device.Arguments;
import dev.occam.device.Buffer;
import dev.occam.device.Device;
import dev.occam.device.Launch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A plan on a device, ready to run again and again. Running allocates nothing. */
public final class Execution {
    private final Launch[] launches;
    private final Arguments arguments;
    private final HostScalars scalars;

    Execution(Plan plan, Device device, Function<Storage, Buffer> buffers) {
        arguments = new Arguments(plan.scalars().size());
        scalars = new HostScalars(plan.scalars());
        launches = new Launch[plan.kernels().size()];
        for (int i = 0; i < launches.length; i++) {
            Plan.PlannedKernel kernel = plan.kernels().get(i);
            List<Buffer> bound = new ArrayList<>();
            for (Storage storage : kernel.storages()) {
                bound.add(buffers.apply(storage));
            }
            launches[i] = (kernel instanceof Plan.PlannedKernel.Fused fused
                            ? device.compile(fused.program())
                            : device.compile(((Plan.PlannedKernel.Product) kernel).matMul()))
                    .bind(bound);
        }
    }

    /**
     * Runs all kernels.
     *
     * @param values gives the value of each {@link dev.occam.tensor.Operation.Scalar} of the plan's formulas
     */
    public void run(ScalarValues values, long seed, long step) {
        scalars.evaluate(values, arguments.scalars());
        arguments.random(seed, step);
        for (Launch launch : launches) {
            launch.run(arguments);
        }
    }
}
