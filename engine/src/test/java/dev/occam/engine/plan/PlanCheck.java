package dev.occam.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.occam.device.Buffer;
import dev.occam.device.Device;
import dev.occam.tensor.Tensor;
import dev.occam.testkit.Bindings;
import dev.occam.testkit.Reference;
import dev.occam.testkit.ReferenceDevice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Runs plans on the reference device and holds the results against the formulas in double precision. */
public final class PlanCheck {
    private static final long SEED = 11;
    private static final long STEP = 3;

    private PlanCheck() {}

    /** Fails unless a plan of these formulas gives what they mean; memory that nobody wrote is full of NaN. */
    public static Plan check(Map<Tensor, float[]> inputs, List<Tensor> formulas) {
        Map<Tensor, Region> places = new IdentityHashMap<>();
        Map<Storage, float[]> contents = new IdentityHashMap<>();
        Bindings.Builder bindings = Bindings.builder().seed(SEED).step(STEP);
        inputs.forEach((input, values) -> {
            Storage storage =
                    new Storage(((dev.occam.tensor.Operation.Input) input.operation()).name(), values.length + 3);
            float[] padded = new float[values.length + 3];
            Arrays.fill(padded, Float.NaN);
            System.arraycopy(values, 0, padded, 3, values.length);
            contents.put(storage, padded);
            places.put(input, storage.from(3));
            bindings.input(input, values);
        });
        List<Output> outputs = new ArrayList<>();
        for (Tensor formula : formulas) {
            outputs.add(new Output(formula, new Storage("out", formula.shape().elements() + 2).from(2)));
        }
        Plan plan = Planner.plan("test", places, outputs);
        List<double[]> expected = Reference.values(formulas, bindings.build());
        List<float[]> actual = run(plan, contents, outputs);
        for (int i = 0; i < formulas.size(); i++) {
            for (int j = 0; j < actual.get(i).length; j++) {
                double want = expected.get(i)[j];
                double have = actual.get(i)[j];
                assertThat(same(want, have))
                        .as("output %d, value %d: %s, not %s, by\n%s", i, j, have, want, plan.listing())
                        .isTrue();
            }
        }
        return plan;
    }

    private static boolean same(double want, double have) {
        return Double.isNaN(want)
                ? Double.isNaN(have)
                : want == have || Math.abs(want - have) <= 2e-4 * (1 + Math.abs(want));
    }

    /** The values of the outputs after one run. */
    static List<float[]> run(Plan plan, Map<Storage, float[]> contents, List<Output> outputs) {
        List<float[]> results = new ArrayList<>();
        try (Device device = new ReferenceDevice()) {
            Map<Storage, Buffer> buffers = new IdentityHashMap<>();
            plan.prepare(
                            device,
                            storage -> buffers.computeIfAbsent(storage, wanted -> {
                                float[] values = contents.get(wanted);
                                if (values == null) {
                                    values = new float[wanted.size()];
                                    Arrays.fill(values, Float.NaN);
                                }
                                Buffer buffer = device.allocate(wanted.size());
                                device.write(buffer, 0, values, 0, values.length);
                                return buffer;
                            }))
                    .run(scalar -> 0.25, SEED, STEP);
            for (Output output : outputs) {
                float[] values = new float[output.value().shape().elements()];
                device.read(
                        buffers.get(output.target().storage()), output.target().offset(), values, 0, values.length);
                results.add(values);
            }
        }
        return results;
    }
}
