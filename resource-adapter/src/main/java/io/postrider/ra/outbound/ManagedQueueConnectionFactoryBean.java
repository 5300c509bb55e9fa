package io.postrider.ra.outbound;

/** The pool behind a {@code jakarta.jms.QueueConnectionFactory}. */
public final class ManagedQueueConnectionFactoryBean extends ManagedFactory {
    private static final long serialVersionUID = 1L;
}
