package io.postrider.cdi.listener;

import static java.lang.annotation.ElementType.METHOD;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The subscription of a {@link TopicListener} is shared by all that have the same {@link SubscriptionName}, in this application
 * and elsewhere: each message goes to one of them; sections 8.3.2 and 8.3.4 of the specification.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(METHOD)
public @interface SharedSubscription {}
