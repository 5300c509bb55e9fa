package io.postrider.ra.outbound;

/** The pool behind a {@code jakarta.jms.TopicConnectionFactory}. */
public final class ManagedTopicConnectionFactoryBean extends ManagedFactory {
    private static final long serialVersionUID = 1L;
}
