package io.postrider.soak;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** One sender and one receiver of numbered messages, a thread each, until told to stop; the sender waits while too many are under way. */
final class SoakStream {
    private static final int UNDER_WAY = 300;
    private static final int BATCH = 20;
    private static final int USUAL_BYTES = 1_000;
    private static final int LARGE_BYTES = 120_000;
    private static final int LARGE_ONE_IN = 300;
    private static final double ROLLBACK = 0.05;
    private static final long WAIT_MILLIS = 300;
    private static final String NUMBER = "number";

    /** How it is sent and received. */
    enum Kind {
        /** Each send waits; AUTO_ACKNOWLEDGE. */
        QUEUE_AUTOMATIC,
        /** Sent and received in transactions, some of which are rolled back. */
        QUEUE_TRANSACTED,
        /** CLIENT_ACKNOWLEDGE, with recover now and then. */
        QUEUE_BY_HAND,
        /** A durable subscription, received in transactions. */
        TOPIC_DURABLE
    }

    private final Kind kind;
    private final String name;
    private final ConnectionFactory factory;
    private final Random random;
    private final StreamChecker checker;
    private final Semaphore underWay = new Semaphore(UNDER_WAY);
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final CountDownLatch consuming = new CountDownLatch(1);
    private volatile boolean sending = true;
    private volatile boolean receiving = true;

    SoakStream(Kind kind, String link, ConnectionFactory factory, long seed) {
        this.kind = kind;
        this.name = kind.name().toLowerCase() + "-" + link;
        this.factory = factory;
        this.random = new Random(seed + name.hashCode());
        this.checker = new StreamChecker(name);
    }

    StreamChecker checker() {
        return checker;
    }

    Exception failure() {
        return failure.get();
    }

    Thread sender() {
        return new Thread(() -> guarded(this::send), name + "-sender");
    }

    Thread receiver() {
        return new Thread(() -> guarded(this::receive), name + "-receiver");
    }

    void stopSending() {
        sending = false;
    }

    void stopReceiving() {
        receiving = false;
    }

    @FunctionalInterface
    private interface Work {
        void run() throws JMSException, InterruptedException;
    }

    private void guarded(Work work) {
        try {
            work.run();
        } catch (JMSException | InterruptedException | RuntimeException e) {
            failure.compareAndSet(null, e);
        }
    }

    private Destination destination(Session session) throws JMSException {
        return kind == Kind.TOPIC_DURABLE ? session.createTopic(name) : session.createQueue(name);
    }

    private boolean isTransacted() {
        return kind == Kind.QUEUE_TRANSACTED || kind == Kind.TOPIC_DURABLE;
    }

    private void send() throws JMSException, InterruptedException {
        // a durable subscription has to be there first
        consuming.await();
        try (Connection connection = factory.createConnection()) {
            boolean transacted = kind == Kind.QUEUE_TRANSACTED;
            Session session =
                    connection.createSession(transacted ? Session.SESSION_TRANSACTED : Session.AUTO_ACKNOWLEDGE);
            MessageProducer producer = session.createProducer(destination(session));
            long number = 0;
            while (sending) {
                int batch = transacted ? 1 + random.nextInt(BATCH) : 1;
                if (!underWay.tryAcquire(batch, WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
                    continue;
                }
                for (int i = 0; i < batch; i++) {
                    producer.send(message(session, number + i));
                }
                if (transacted && random.nextDouble() < ROLLBACK) {
                    session.rollback();
                    underWay.release(batch);
                    continue;
                }
                if (transacted) {
                    session.commit();
                }
                number += batch;
                checker.confirmedBelow(number);
            }
        }
    }

    private Message message(Session session, long number) throws JMSException {
        BytesMessage message = session.createBytesMessage();
        message.writeBytes(new byte[random.nextInt(random.nextInt(LARGE_ONE_IN) == 0 ? LARGE_BYTES : USUAL_BYTES)]);
        message.setLongProperty(NUMBER, number);
        return message;
    }

    private void receive() throws JMSException {
        try (Connection connection = factory.createConnection()) {
            if (kind == Kind.TOPIC_DURABLE) {
                connection.setClientID(name);
            }
            connection.start();
            Session session = connection.createSession(acknowledgeMode());
            MessageConsumer consumer = consumer(session);
            consuming.countDown();
            while (receiving) {
                receiveBatch(session, consumer);
            }
        }
    }

    private int acknowledgeMode() {
        if (isTransacted()) {
            return Session.SESSION_TRANSACTED;
        }
        return kind == Kind.QUEUE_BY_HAND ? Session.CLIENT_ACKNOWLEDGE : Session.AUTO_ACKNOWLEDGE;
    }

    private MessageConsumer consumer(Session session) throws JMSException {
        Destination destination = destination(session);
        return kind == Kind.TOPIC_DURABLE
                ? session.createDurableConsumer((Topic) destination, name)
                : session.createConsumer(destination);
    }

    private void receiveBatch(Session session, MessageConsumer consumer) throws JMSException {
        int most = kind == Kind.QUEUE_AUTOMATIC ? 1 : 1 + random.nextInt(BATCH);
        int received = 0;
        Message last = null;
        for (Message next = consumer.receive(WAIT_MILLIS); next != null; next = nextOf(consumer, received, most)) {
            checker.delivered(next.getLongProperty(NUMBER), next.getJMSRedelivered());
            received++;
            last = next;
        }
        if (last == null) {
            return;
        }
        if (kind != Kind.QUEUE_AUTOMATIC && random.nextDouble() < ROLLBACK) {
            undo(session);
            checker.rolledBack();
            return;
        }
        acknowledge(session, last);
        checker.acknowledged();
        underWay.release(received);
    }

    private static Message nextOf(MessageConsumer consumer, int received, int most) throws JMSException {
        return received < most ? consumer.receiveNoWait() : null;
    }

    private void undo(Session session) throws JMSException {
        if (isTransacted()) {
            session.rollback();
        } else {
            session.recover();
        }
    }

    private void acknowledge(Session session, Message last) throws JMSException {
        if (isTransacted()) {
            session.commit();
        } else if (kind == Kind.QUEUE_BY_HAND) {
            last.acknowledge();
        }
    }
}
