package dev.occam.testkit;

import dev.occam.device.Instruction.Store;
import dev.occam.device.Program;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What the buffers must hold after a launch.
 *
 * @param buffers the values
 * @param bounds how far each may be off; negative where nothing is written, and the bits must stay
 */
record Expectation(List<float[]> buffers, List<double[]> bounds) {
    /** Of a program whose lines have these values and bounds, on these buffers as they are after it ran. */
    static Expectation of(Program program, List<double[]> lineBounds, List<float[]> buffers) {
        ProgramLayout layout = new ProgramLayout(program);
        List<double[]> bounds =
                buffers.stream().map(buffer -> new double[buffer.length]).toList();
        bounds.forEach(all -> Arrays.fill(all, -1));
        for (int line = 0; line < program.body().size(); line++) {
            if (program.body().get(line) instanceof Store store) {
                for (int position = 0; position < layout.count(line); position++) {
                    int element = store.view().element().at(layout.coordinates(line, position));
                    bounds.get(store.buffer())[element] = lineBounds.get(line)[position];
                }
            }
        }
        return new Expectation(buffers, bounds);
    }

    /** Fails with the first difference. */
    void check(List<float[]> actual, String what) {
        for (int buffer = 0; buffer < buffers.size(); buffer++) {
            for (int element = 0; element < buffers.get(buffer).length; element++) {
                float expected = buffers.get(buffer)[element];
                float found = actual.get(buffer)[element];
                double bound = bounds.get(buffer)[element];
                if (!agrees(expected, found, bound)) {
                    throw new AssertionError(String.format(
                            Locale.ROOT,
                            "b%d[%d] is %s, but must be %s%s in%n%s",
                            buffer,
                            element,
                            found,
                            expected,
                            bound < 0 ? ", as it was" : bound == 0 ? " exactly" : " within " + (float) bound,
                            what));
                }
            }
        }
    }

    private static boolean agrees(float expected, float found, double bound) {
        if (bound < 0) {
            return Float.floatToRawIntBits(expected) == Float.floatToRawIntBits(found);
        }
        if (bound == Double.POSITIVE_INFINITY) {
            return true;
        }
        if (Float.isNaN(expected)) {
            return Float.isNaN(found);
        }
        return expected == found || (Float.isFinite(expected) && Math.abs((double) expected - found) <= bound);
    }
}
