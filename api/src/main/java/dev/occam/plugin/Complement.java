package dev.occam.plugin;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A second option that gives 1 − the component's value: {@code @Complement("keep") double drop} takes {@code drop: 0.2}
 * and {@code keep: 0.8} for the same. Giving both is an error. Specs are written with the component's own name.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Complement {
    /** The option's name. */
    String value();
}
