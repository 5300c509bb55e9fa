package io.postrider.cdi.listener;

import static java.lang.annotation.ElementType.METHOD;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method of a bean that is called with each message of a queue, once the application is deployed and until it ends.
 *
 * <pre>{@code
 * @QueueListener("orders")
 * @MessageSelector("region = 'north'")
 * void take(Order order) { ... }
 * }</pre>
 *
 * <p>The method returns nothing, is not private, and may throw whatever it likes: then the message comes again. Its first
 * parameter that has none of the annotations here is the message, as {@code Message} (or one of its kinds) or as its body;
 * others are {@link MessageHeader headers}, {@link MessageProperty properties}, or beans that are injected. Each message is
 * a request: request scoped beans live as long as the call.
 *
 * <p>Receiving is part of a transaction, unless {@link AutoAcknowledge} or {@link DupsOKAcknowledge} says otherwise: of a JTA
 * transaction where there is a transaction manager, else (or with {@link LocalTransaction}) of a transaction of the listener's own
 * session. An injected {@code JMSContext} for the same connection factory and user is part of the same transaction.
 *
 * <p>The names here are those that were proposed for Jakarta Messaging ("flexible message-driven beans"), where
 * Postrider adds nothing of its own.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(METHOD)
public @interface QueueListener {

    /** The queue's own name, or its name in JNDI beginning with {@code java:}; may hold {@code ${settings}}. */
    String value();
}
