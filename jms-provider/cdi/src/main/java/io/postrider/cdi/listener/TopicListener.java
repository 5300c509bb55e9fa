package io.postrider.cdi.listener;

import static java.lang.annotation.ElementType.METHOD;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method of a bean that is called with each message of a topic; see {@link QueueListener}. The subscription is neither
 * durable nor shared unless {@link DurableSubscription} and {@link SharedSubscription} say so.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(METHOD)
public @interface TopicListener {

    /** The topic's own name, or its name in JNDI beginning with {@code java:}; may hold {@code ${settings}}. */
    String value();
}
