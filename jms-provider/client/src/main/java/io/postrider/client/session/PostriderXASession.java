package io.postrider.client.session;

import io.postrider.client.xa.PostriderXAResource;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import jakarta.jms.TopicSession;
import jakarta.jms.XAQueueSession;
import jakarta.jms.XATopicSession;
import javax.transaction.xa.XAResource;

/**
 * A session whose work a transaction manager puts into branches, by its {@code XAResource}; section 11.3.3 of the
 * specification. What is done outside of a branch is acknowledged automatically and belongs to no transaction.
 */
public final class PostriderXASession extends PostriderSession implements XAQueueSession, XATopicSession {
    private final PostriderXAResource resource;

    /** An open session, in no branch. */
    public PostriderXASession(SessionCore core, Domain domain) {
        super(core, domain);
        resource = new PostriderXAResource(core);
    }

    @Override
    public XAResource getXAResource() {
        return resource;
    }

    @Override
    public Session getSession() {
        return this;
    }

    @Override
    public QueueSession getQueueSession() {
        return this;
    }

    @Override
    public TopicSession getTopicSession() {
        return this;
    }
}
