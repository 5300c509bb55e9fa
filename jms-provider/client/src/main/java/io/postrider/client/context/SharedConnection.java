package io.postrider.client.context;

import io.postrider.client.acknowledge.AcknowledgeMode;
import io.postrider.client.connection.PostriderConnection;
import io.postrider.client.session.Domain;
import io.postrider.client.session.PostriderSession;
import io.postrider.client.session.PostriderXASession;
import io.postrider.client.session.SessionCore;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import java.util.concurrent.atomic.AtomicInteger;

/** A connection that contexts have in common: the last one that is closed closes it (section 6.1.8). */
final class SharedConnection {
    private final PostriderConnection connection;
    private final AtomicInteger contexts = new AtomicInteger();

    SharedConnection(PostriderConnection connection) {
        this.connection = connection;
    }

    PostriderConnection connection() {
        return connection;
    }

    /** Opens the session of one more context. The client identifier may still be set afterwards. */
    PostriderSession join(int sessionMode) throws JMSException {
        return new PostriderSession(joinWith(AcknowledgeMode.of(sessionMode), false), Domain.ANY);
    }

    /** Opens the session of one more context of a transaction manager's. */
    PostriderXASession joinDistributed() throws JMSException {
        return new PostriderXASession(joinWith(AcknowledgeMode.AUTO, true), Domain.ANY);
    }

    private SessionCore joinWith(AcknowledgeMode mode, boolean distributed) throws JMSException {
        SessionCore session = new SessionCore(connection.core(), mode, distributed);
        connection.core().open(session);
        contexts.incrementAndGet();
        return session;
    }

    /**
     * Closes a context's session, and the connection with the last one.
     *
     * @throws jakarta.jms.IllegalStateException if called by a listener of what would be closed; nothing is then
     */
    void leave(PostriderSession session) throws JMSException {
        boolean last = contexts.decrementAndGet() == 0;
        try {
            if (last) {
                connection.close();
            } else {
                session.close();
            }
        } catch (IllegalStateException e) {
            contexts.incrementAndGet();
            throw e;
        }
    }
}
