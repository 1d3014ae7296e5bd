package dev.occam.regularizer;

import com.google.auto.service.AutoService;
import dev.occam.plugin.Description;
import dev.occam.plugin.Regularizer;
import dev.occam.plugin.Require;
import dev.occam.plugin.Site;
import dev.occam.tensor.Shape;
import dev.occam.tensor.Tensor;

/**
 * The penalty ½λ‖WᵀW − I‖²_F, coupled, of the weight as a matrix [output units, rest]. (Brock et al., Neural Photo Editing
 * with Introspective Adversarial Networks, 2017; Bansal, Chen and Wang, Can We Gain More from Orthogonality Regularizations,
 * 2018.)
 *
 * <p>A matrix of m rows and n &gt; m columns cannot have n orthogonal columns: its penalty is least, ½λ(n − m), where its rows
 * are orthonormal. For ‖WᵀW − I‖² = ‖WWᵀ − I‖² + n − m the smaller of the two products is computed.
 *
 * @param lambda λ, finite and at least 0
 */
@AutoService(Regularizer.class)
@Description("Pulls the columns of a weight, or its rows where there are fewer, to be orthogonal and of norm 1.")
public record Orthogonal(
        @Description("strength λ, the coefficient of half the squared distance")
        double lambda) implements Regularizer {
    public Orthogonal {
        Require.finiteAtLeastZero("lambda", lambda);
    }

    public Orthogonal() {
        this(1e-4);
    }

    @Override
    public Tensor penalty(Tensor w, Site site) {
        if (lambda == 0) {
            return Tensor.constant(0);
        }
        OutputUnits.require(name(), w.shape());
        int rows = w.shape().size(0);
        int columns = OutputUnits.size(w.shape());
        Tensor matrix = w.reshape(Shape.of(rows, columns));
        Tensor product = rows < columns
                ? matrix.matmul(matrix.transpose())
                : matrix.transpose().matmul(matrix);
        Shape square = product.shape();
        Tensor distance = Tensor.index(square, 0).sub(Tensor.index(square, 1)).abs();
        Tensor identity = distance.lt(0.5);
        return product.sub(identity)
                .square()
                .sum()
                .add(Math.max(0, columns - rows))
                .mul(0.5 * lambda);
    }
}
