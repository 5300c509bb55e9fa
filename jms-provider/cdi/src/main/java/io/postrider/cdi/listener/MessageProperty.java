package io.postrider.cdi.listener;

import static java.lang.annotation.ElementType.PARAMETER;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A parameter of a listener method that is a property of the message, converted as by section 3.5.4 of the specification: of
 * type {@code boolean}, {@code byte}, {@code short}, {@code int}, {@code long}, {@code float}, {@code double}, their classes,
 * {@code String} or {@code Object}. What the message does not have is null; for a primitive type the method fails then.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(PARAMETER)
public @interface MessageProperty {

    /** The property's name. */
    String value();
}
