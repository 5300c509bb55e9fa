package io.postrider.cdi.listener;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Which messages a listener method is called with; section 3.8.1 of the specification. On a class: of all its methods. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({METHOD, TYPE})
public @interface MessageSelector {

    /** The selector; may hold {@code ${settings}}. */
    String value();
}
