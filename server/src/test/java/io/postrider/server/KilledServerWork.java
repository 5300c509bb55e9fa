package io.postrider.server;

import io.postrider.client.PostriderConnectionFactory;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.TransactionRolledBackException;
import jakarta.jms.XAConnection;
import jakarta.jms.XASession;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/**
 * Two that send to "in", one message after the other and in transactions, and movers that take each message to "out": two in local
 * transactions, one in distributed ones of one phase. With the model: what was sent by what was said to the senders, what was moved by what
 * was said to the movers.
 */
final class KilledServerWork {
    static final int MOVERS = 3;

    private static final int LOOK_MILLIS = 200;
    private static final int MOST_WAITING = 100;

    private final PostriderConnectionFactory factory;
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final List<String> moved = new CopyOnWriteArrayList<>();
    private final AtomicInteger rolledBack = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final List<Thread> senders = new ArrayList<>();
    private final List<Thread> movers = new ArrayList<>();
    private volatile boolean sending = true;
    private volatile boolean moving = true;

    KilledServerWork(PostriderConnectionFactory factory) {
        this.factory = factory;
    }

    private interface Work {
        void run() throws Exception;
    }

    void start() {
        senders.add(started("sender", this::send));
        senders.add(started("sender in transactions", this::sendInTransactions));
        movers.add(started("mover 1", this::move));
        movers.add(started("mover 2", this::move));
        movers.add(started("mover in branches", this::moveInBranches));
    }

    private Thread started(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (Exception | AssertionError e) {
                        failure.compareAndSet(null, new AssertionError(name + " failed", e));
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Waits while the movers lag far behind. */
    private boolean goesOn() {
        while (sending && sent.size() - moved.size() > MOST_WAITING) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        return sending;
    }

    private void send() throws JMSException {
        try (Connection connection = factory.createConnection()) {
            Session session = connection.createSession();
            MessageProducer producer = session.createProducer(session.createQueue("in"));
            for (int i = 0; goesOn(); i++) {
                producer.send(session.createTextMessage("single " + i));
                sent.add("single " + i);
            }
        }
    }

    private void sendInTransactions() throws JMSException {
        try (Connection connection = factory.createConnection()) {
            Session session = connection.createSession(Session.SESSION_TRANSACTED);
            MessageProducer producer = session.createProducer(session.createQueue("in"));
            for (int i = 0; goesOn(); i++) {
                List<String> texts = List.of("a" + i, "b" + i, "c" + i);
                for (String text : texts) {
                    producer.send(session.createTextMessage(text));
                }
                // it has only sent: it goes on, whatever happens to the server
                session.commit();
                sent.addAll(texts);
            }
        }
    }

    private void move() throws JMSException {
        try (Connection connection = factory.createConnection()) {
            connection.start();
            Session session = connection.createSession(Session.SESSION_TRANSACTED);
            MessageConsumer consumer = session.createConsumer(session.createQueue("in"));
            MessageProducer producer = session.createProducer(session.createQueue("out"));
            while (moving) {
                Message message = consumer.receive(LOOK_MILLIS);
                if (message == null) {
                    continue;
                }
                String text = ((TextMessage) message).getText();
                producer.send(session.createTextMessage(text));
                try {
                    session.commit();
                    moved.add(text);
                } catch (TransactionRolledBackException e) {
                    rolledBack.incrementAndGet();
                }
            }
        }
    }

    private void moveInBranches() throws JMSException, XAException {
        try (XAConnection connection = factory.createXAConnection()) {
            connection.start();
            XASession session = connection.createXASession();
            MessageConsumer consumer = session.createConsumer(session.createQueue("in"));
            MessageProducer producer = session.createProducer(session.createQueue("out"));
            for (int number = 0; moving; number++) {
                try {
                    moveInBranch(session, new Branch(number), consumer, producer);
                } catch (XAException e) {
                    if (e.errorCode != XAException.XA_RBROLLBACK) {
                        throw e;
                    }
                    rolledBack.incrementAndGet();
                }
            }
        }
    }

    private void moveInBranch(XASession session, Xid xid, MessageConsumer consumer, MessageProducer producer)
            throws JMSException, XAException {
        XAResource resource = session.getXAResource();
        resource.start(xid, XAResource.TMNOFLAGS);
        Message message = consumer.receive(LOOK_MILLIS);
        if (message != null) {
            producer.send(session.createTextMessage(((TextMessage) message).getText()));
        }
        resource.end(xid, XAResource.TMSUCCESS);
        resource.commit(xid, true);
        if (message != null) {
            moved.add(((TextMessage) message).getText());
        }
    }

    private record Branch(int number) implements Xid {
        @Override
        public int getFormatId() {
            return 3;
        }

        @Override
        public byte[] getGlobalTransactionId() {
            return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
        }

        @Override
        public byte[] getBranchQualifier() {
            return new byte[] {1};
        }
    }

    List<String> sent() {
        return sent;
    }

    List<String> moved() {
        return moved;
    }

    int rolledBack() {
        return rolledBack.get();
    }

    Throwable failure() {
        return failure.get();
    }

    /** Whether all senders have ended, and all they have sent was moved. */
    boolean isDone() {
        return senders.stream().noneMatch(Thread::isAlive) && moved.size() >= sent.size();
    }

    void stopSending() {
        sending = false;
    }

    /** Ends all, and waits for it. */
    void stop() throws InterruptedException {
        sending = false;
        moving = false;
        for (Thread thread : movers) {
            thread.join(60_000);
        }
    }

    /** Takes all that a queue holds. */
    List<String> drain(String queue) throws JMSException {
        List<String> texts = new ArrayList<>();
        try (Connection connection = factory.createConnection()) {
            connection.start();
            Session session = connection.createSession();
            MessageConsumer consumer = session.createConsumer(session.createQueue(queue));
            for (Message next = consumer.receiveNoWait(); next != null; next = consumer.receiveNoWait()) {
                texts.add(((TextMessage) next).getText());
            }
        }
        return texts;
    }
}
