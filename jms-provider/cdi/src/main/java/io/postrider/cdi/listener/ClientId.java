package io.postrider.cdi.listener;

import static java.lang.annotation.ElementType.METHOD;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The client identifier of a listener's connection; section 6.1.2 of the specification. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(METHOD)
public @interface ClientId {

    /** The identifier, not blank; may hold {@code ${settings}}. */
    String value();
}
