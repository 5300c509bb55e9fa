package io.postrider.cdi.listener;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * When a message comes again that a listener method has failed with. Without it, at once. The message waits where it is: with the
 * listener, which is not called with another one meanwhile (others of its {@link Concurrency} are). How often it comes again
 * is the broker's to decide; then it moves to the dead-letter queue. On a class: of all its methods.
 *
 * <p>A wait of minutes is better left to the broker: without this annotation, and with the policy {@code redeliveryDelayMillis} for the
 * queue, the message rests there and the listener goes on with the next one. Where both are said, the longer one holds. In a JTA
 * transaction the wait is part of the next attempt's transaction, and has to be shorter than its timeout.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({METHOD, TYPE})
public @interface Retry {

    /** How long before the second attempt, in milliseconds; 0 or more. */
    long delayMillis();

    /** By what the delay grows with each further attempt; 1 or more. */
    double multiplier() default 1;

    /** What the delay never exceeds, in milliseconds. */
    long maxDelayMillis() default 60_000;
}
