package io.postrider.client.connection;

import io.postrider.client.acknowledge.AcknowledgeMode;
import io.postrider.client.session.Domain;
import io.postrider.client.session.PostriderXASession;
import io.postrider.client.session.SessionCore;
import jakarta.jms.JMSException;
import jakarta.jms.XAQueueConnection;
import jakarta.jms.XATopicConnection;

/** A connection whose sessions may take part in distributed transactions; section 11.3.2 of the specification. */
public final class PostriderXAConnection extends PostriderConnection implements XAQueueConnection, XATopicConnection {

    /** An open connection, stopped. */
    public PostriderXAConnection(ConnectionCore core, Domain domain) {
        super(core, domain);
    }

    private PostriderXASession createXASession(Domain sessionDomain) throws JMSException {
        core().use();
        SessionCore session = new SessionCore(core(), AcknowledgeMode.AUTO, true);
        core().open(session);
        return new PostriderXASession(session, sessionDomain);
    }

    @Override
    public PostriderXASession createXASession() throws JMSException {
        return createXASession(Domain.ANY);
    }

    @Override
    public PostriderXASession createXAQueueSession() throws JMSException {
        return createXASession(Domain.QUEUE);
    }

    @Override
    public PostriderXASession createXATopicSession() throws JMSException {
        return createXASession(Domain.TOPIC);
    }
}
