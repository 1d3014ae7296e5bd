package dev.occam.plugin;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * One sentence for users, on a plugin's record and on each of its components.
 *
 * <pre>{@code
 * @Description("Pulls weights to zero in proportion to their size.")
 * public record L2(@Description("strength λ") double lambda, …) implements Regularizer
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.RECORD_COMPONENT})
public @interface Description {
    /** The sentence. */
    String value();

    /** What the number counts, such as {@code epochs}; empty where there is nothing to say. */
    String unit() default "";
}
