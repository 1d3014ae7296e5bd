package dev.occam.engine.train;

import dev.occam.EpochReport;
import dev.occam.engine.model.ModelWeight;
import dev.occam.engine.step.WeightLayout;
import dev.occam.plugin.Role;
import java.util.List;

/** Sums over values of weights, in double. */
final class Statistics {
    private Statistics() {}

    /** Over all values of the role {@link Role#WEIGHT}. */
    static EpochReport.WeightStatistics of(List<ModelWeight> weights, WeightLayout layout, float[] values) {
        return over(
                weights.stream().filter(weight -> weight.role() == Role.WEIGHT).toList(), layout, values);
    }

    /** Over all values of one weight. */
    static EpochReport.WeightStatistics of(ModelWeight weight, WeightLayout layout, float[] values) {
        return over(List.of(weight), layout, values);
    }

    private static EpochReport.WeightStatistics over(List<ModelWeight> weights, WeightLayout layout, float[] values) {
        double absolute = 0;
        double squares = 0;
        long zeros = 0;
        long count = 0;
        for (ModelWeight weight : weights) {
            int offset = layout.offset(weight);
            int size = weight.shape().elements();
            for (int i = offset; i < offset + size; i++) {
                absolute += Math.abs(values[i]);
                squares += (double) values[i] * values[i];
                zeros += values[i] == 0 ? 1 : 0;
            }
            count += size;
        }
        double total = Math.max(1, count);
        return new EpochReport.WeightStatistics(absolute / total, Math.sqrt(squares), zeros / total);
    }
}
