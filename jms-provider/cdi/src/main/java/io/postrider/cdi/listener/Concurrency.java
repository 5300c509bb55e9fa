package io.postrider.cdi.listener;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How many messages a listener method is called with at the same time. Not for a topic, unless the subscription is
 * {@link SharedSubscription shared}. On a class: of each of its methods.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({METHOD, TYPE})
public @interface Concurrency {

    /** At least 1, which is the default. */
    int value();
}
