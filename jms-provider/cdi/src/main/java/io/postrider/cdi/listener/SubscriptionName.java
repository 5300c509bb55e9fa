package io.postrider.cdi.listener;

import static java.lang.annotation.ElementType.METHOD;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The name of a durable or shared subscription of a {@link TopicListener}. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(METHOD)
public @interface SubscriptionName {

    /** The name, not blank; may hold {@code ${settings}}. */
    String value();
}
