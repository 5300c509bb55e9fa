package io.postrider.client.context;

import io.postrider.client.connection.PostriderXAConnection;
import io.postrider.client.session.PostriderXASession;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.XAJMSContext;
import javax.transaction.xa.XAResource;

/** A context whose work a transaction manager puts into branches; section 11.3.4 of the specification. */
public final class PostriderXAContext extends PostriderContext implements XAJMSContext {
    private final PostriderXASession session;

    /**
     * The first context of a connection of its own, stopped.
     *
     * @throws JMSException if the session cannot be opened
     */
    public static PostriderXAContext open(PostriderXAConnection connection) throws JMSException {
        SharedConnection shared = new SharedConnection(connection);
        return new PostriderXAContext(shared, shared.joinDistributed());
    }

    private PostriderXAContext(SharedConnection shared, PostriderXASession session) {
        super(shared, session);
        this.session = session;
    }

    @Override
    public JMSContext getContext() {
        return this;
    }

    @Override
    public XAResource getXAResource() {
        return session.getXAResource();
    }
}
