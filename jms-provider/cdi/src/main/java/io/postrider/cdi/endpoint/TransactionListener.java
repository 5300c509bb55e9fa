package io.postrider.cdi.endpoint;

import io.postrider.cdi.context.ListenerWork;
import io.postrider.cdi.transaction.ActiveTransaction;
import io.postrider.cdi.transaction.Transactions;
import jakarta.jms.ExceptionListener;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.TransactionRolledBackRuntimeException;
import jakarta.jms.XAConnectionFactory;
import jakarta.jms.XAJMSContext;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A listener with JTA: a thread for each concurrent call, which receives inside of a transaction, so that receiving, what the method
 * does, and what it sends are one.
 */
final class TransactionListener implements OpenListener {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionListener.class);

    /** How long a transaction is open at most in which nothing comes; stopping need not wait for it. */
    private static final long POLL_MILLIS = 5_000;

    private final ListenerDuty duty;
    private final Transactions transactions;
    private final ExceptionListener lost;
    private final List<ReceiveLoop> loops = new ArrayList<>();
    private volatile boolean closing;

    private TransactionListener(ListenerDuty duty, ExceptionListener lost) {
        this.duty = duty;
        this.lost = lost;
        transactions = duty.scopes().transactions();
    }

    /**
     * Connects, and begins to call.
     *
     * @param lost is told when the connection is
     * @throws JMSRuntimeException if it cannot connect, or the broker refuses what is defined
     */
    static TransactionListener open(ListenerDuty duty, XAConnectionFactory factory, ExceptionListener lost) {
        TransactionListener listener = new TransactionListener(duty, lost);
        try {
            while (listener.loops.size() < duty.definition().concurrency()) {
                listener.loops.add(listener.new ReceiveLoop(factory));
            }
            listener.loops.forEach(loop -> loop.thread.start());
            return listener;
        } catch (RuntimeException e) {
            listener.close();
            throw e;
        }
    }

    @Override
    public void close() {
        closing = true;
        loops.forEach(ReceiveLoop::wake);
        loops.forEach(ReceiveLoop::end);
    }

    /** Receives, calls, commits, over and over, on a thread of its own. */
    private final class ReceiveLoop {
        private final XAJMSContext context;
        private final JMSConsumer consumer;
        private boolean givingBack;
        private final Thread thread =
                new Thread(this::run, "postrider-listener-" + duty.definition().label());

        ReceiveLoop(XAConnectionFactory factory) {
            ListenerDefinition definition = duty.definition();
            context = definition.connection().userName() == null
                    ? factory.createXAContext()
                    : factory.createXAContext(
                            definition.connection().userName(),
                            definition.connection().password());
            try {
                if (definition.clientId() != null) {
                    context.setClientID(definition.clientId());
                }
                context.setExceptionListener(lost);
                consumer = definition.consumer(context);
            } catch (RuntimeException e) {
                context.close();
                throw e;
            }
            thread.setDaemon(true);
        }

        private void run() {
            try {
                while (!closing && !givingBack) {
                    handleNext();
                }
            } catch (RuntimeException e) {
                if (!closing) {
                    JMSException problem = new JMSException(e.getMessage());
                    problem.initCause(e);
                    lost.onException(problem);
                }
            }
        }

        private void handleNext() {
            transactions.begin();
            boolean handled = false;
            try {
                ActiveTransaction transaction = transactions.current().orElseThrow();
                transaction.enlist(context.getXAResource());
                Message message = consumer.receive(POLL_MILLIS);
                handled = message != null && handle(message, transaction);
            } finally {
                if (!handled) {
                    transactions.rollback();
                }
            }
        }

        /** Whether the transaction is committed; else it is still to be ended. */
        private boolean handle(Message message, ActiveTransaction transaction) {
            try {
                if (!duty.pauses().awaitDue(message)) {
                    givingBack = true;
                    consumer.close();
                    return false;
                }
                ListenerWork work = new ListenerWork(duty.definition().connection(), context, transaction.key());
                duty.scopes().during(work, () -> duty.method().call(message));
            } catch (JMSException | ListenerFailedException e) {
                failed(message, e);
                return false;
            }
            try {
                transactions.commit();
            } catch (TransactionRolledBackRuntimeException e) {
                failed(message, e);
            }
            return true;
        }

        private void failed(Message message, Exception e) {
            LOG.warn("PR008004 {}: the transaction is rolled back, the message comes again", duty.definition(), e);
            try {
                duty.pauses().failed(message);
            } catch (JMSException unreadable) {
                LOG.debug("its message cannot be read", unreadable);
            }
        }

        /** Makes it receive nothing more. */
        void wake() {
            try {
                consumer.close();
            } catch (JMSRuntimeException e) {
                LOG.debug("a consumer could not be closed in order", e);
            }
        }

        /** Waits for its end, unless it is this thread itself that has lost the connection. */
        void end() {
            try {
                if (thread != Thread.currentThread()) {
                    thread.join();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            context.close();
        }
    }
}
