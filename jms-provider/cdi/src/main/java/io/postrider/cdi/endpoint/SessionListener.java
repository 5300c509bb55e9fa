package io.postrider.cdi.endpoint;

import io.postrider.cdi.context.ListenerWork;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.ExceptionListener;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listener without JTA: a session and a message listener for each concurrent call, on the client's own threads. */
final class SessionListener implements OpenListener {
    private static final Logger LOG = LoggerFactory.getLogger(SessionListener.class);

    private final ListenerDuty duty;
    private final List<JMSContext> contexts = new ArrayList<>();

    private SessionListener(ListenerDuty duty) {
        this.duty = duty;
    }

    /**
     * Connects, and begins to call.
     *
     * @param lost is told when the connection is
     * @throws JMSRuntimeException if it cannot connect, or the broker refuses what is defined
     */
    static SessionListener open(ListenerDuty duty, ConnectionFactory factory, ExceptionListener lost) {
        SessionListener listener = new SessionListener(duty);
        try {
            listener.connect(factory, lost);
            return listener;
        } catch (RuntimeException e) {
            listener.close();
            throw e;
        }
    }

    private void connect(ConnectionFactory factory, ExceptionListener lost) {
        ListenerDefinition definition = duty.definition();
        int mode = definition.mode().sessionMode;
        JMSContext first = definition.connection().userName() == null
                ? factory.createContext(mode)
                : factory.createContext(
                        definition.connection().userName(),
                        definition.connection().password(),
                        mode);
        contexts.add(first);
        if (definition.clientId() != null) {
            first.setClientID(definition.clientId());
        }
        first.setExceptionListener(lost);
        while (contexts.size() < definition.concurrency()) {
            contexts.add(first.createContext(mode));
        }
        boolean transacted = mode == JMSContext.SESSION_TRANSACTED;
        for (JMSContext context : contexts) {
            JMSConsumer consumer = definition.consumer(context);
            consumer.setMessageListener(
                    transacted
                            ? message -> inTransaction(context, consumer, message)
                            : message -> acknowledgedAfterwards(consumer, message));
        }
    }

    private void acknowledgedAfterwards(JMSConsumer consumer, Message message) {
        try {
            if (!duty.pauses().awaitDue(message)) {
                consumer.close();
                // thrown so that it is not acknowledged
                throw new JMSRuntimeException("listener method " + duty.definition() + " is being stopped");
            }
            call(message, null);
        } catch (JMSException e) {
            throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
        }
    }

    private void inTransaction(JMSContext context, JMSConsumer consumer, Message message) {
        try {
            if (duty.pauses().awaitDue(message)) {
                call(message, context);
                context.commit();
                return;
            }
            consumer.close();
        } catch (JMSException | RuntimeException e) {
            LOG.warn("PR008003 {}: the transaction is rolled back, the message comes again", duty.definition(), e);
        }
        context.rollback();
    }

    /** The listener itself makes sure that its message comes again. */
    private void call(Message message, JMSContext transacted) throws JMSException {
        try {
            if (transacted == null) {
                duty.method().call(message);
            } else {
                ListenerWork work = new ListenerWork(duty.definition().connection(), transacted, null);
                duty.scopes().during(work, () -> duty.method().call(message));
            }
        } catch (RuntimeException e) {
            duty.pauses().failed(message);
            throw e;
        }
    }

    @Override
    public void close() {
        JMSRuntimeException failure = null;
        for (JMSContext context : contexts) {
            try {
                context.close();
            } catch (JMSRuntimeException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
