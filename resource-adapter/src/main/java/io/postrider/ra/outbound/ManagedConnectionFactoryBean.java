package io.postrider.ra.outbound;

/** The pool behind a {@code jakarta.jms.ConnectionFactory}. */
public final class ManagedConnectionFactoryBean extends ManagedFactory {
    private static final long serialVersionUID = 1L;
}
