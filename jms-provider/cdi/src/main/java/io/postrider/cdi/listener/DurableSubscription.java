package io.postrider.cdi.listener;

import static java.lang.annotation.ElementType.METHOD;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The subscription of a {@link TopicListener} goes on while nobody listens; section 8.3.3 of the specification. It needs a
 * {@link SubscriptionName}, and, unless it is {@link SharedSubscription shared}, a client identifier.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(METHOD)
public @interface DurableSubscription {}
