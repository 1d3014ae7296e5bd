package dev.occam.regularizer;

import com.google.auto.service.AutoService;
import dev.occam.plugin.Description;
import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Site;
import dev.occam.tensor.Tensor;

/** The constraint w ≥ 0: max(w, 0). (Lee and Seung, Learning the Parts of Objects by Non-negative Matrix Factorization, 1999.) */
@AutoService(Regularizer.class)
@Description("Sets weights below 0 to 0 after each step.")
public record NonNegative() implements Regularizer {
    @Override
    public Tensor project(Tensor w, Site site) {
        return w.max(0);
    }
}
