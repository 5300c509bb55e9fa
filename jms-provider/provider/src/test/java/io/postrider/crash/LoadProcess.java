package io.postrider.crash;

import io.postrider.client.PostriderConnectionFactory;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.XAConnection;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The process that is killed: a broker and the load of {@link Routes}; or one half of the load, with a broker elsewhere; or, at the end,
 * the draining of all endpoints.
 */
final class LoadProcess {
    private static final String CLIENT_ID = "crash";

    private final LoadSettings settings;
    private final EventLog log;
    private final Connection connection;
    private final LoadBranches branches;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private LoadProcess(LoadSettings settings, Connection connection, XAConnection xaConnection) {
        this.settings = settings;
        this.connection = connection;
        branches = new LoadBranches(settings, xaConnection);
        log = settings.log();
    }

    /** Arguments: address of the broker, seed, number of this run, {@code load}, {@code send}, {@code receive} or {@code drain}. */
    public static void main(String[] arguments) {
        EventLog log = new EventLog(new FileOutputStream(FileDescriptor.out));
        System.setOut(new PrintStream(System.err)); // nobody else writes among the events
        try {
            LoadSettings settings = new LoadSettings(Long.parseLong(arguments[1]), Integer.parseInt(arguments[2]), log);
            PostriderConnectionFactory factory = new PostriderConnectionFactory(arguments[0]);
            Connection connection = factory.createConnection();
            if (!arguments[3].equals("send")) {
                connection.setClientID(CLIENT_ID);
            }
            connection.start();
            XAConnection xaConnection = factory.createXAConnection();
            xaConnection.start();
            LoadProcess process = new LoadProcess(settings, connection, xaConnection);
            switch (arguments[3]) {
                case "load" -> {
                    process.branches.recover();
                    process.load();
                }
                case "send" -> process.send();
                case "receive" -> process.receive();
                default -> {
                    process.branches.recover();
                    process.drain();
                }
            }
        } catch (Exception failure) {
            fail(log, failure);
        }
    }

    private void load() throws JMSException {
        LoadConsumers consumers = new LoadConsumers(settings, connection);
        consumers.listen(); // subscribes before anything is published
        log.write(Event.Kind.READY);
        startProducers();
        startConsumers(consumers);
        LoadProducers producers = new LoadProducers(settings, connection);
        start(() -> producers.sendAndWait("branchfeed", Routes.BRANCH_IN));
        start(() -> branches.move("txbranch"));
        start(() -> consumers.takeFromQueue(Routes.BRANCH_OUT));
    }

    private void send() {
        log.write(Event.Kind.READY);
        startProducers();
    }

    private void receive() throws JMSException {
        LoadConsumers consumers = new LoadConsumers(settings, connection);
        consumers.listen();
        log.write(Event.Kind.READY);
        startConsumers(consumers);
    }

    private void startProducers() {
        LoadProducers producers = new LoadProducers(settings, connection);
        start(() -> producers.sendAndWait("sync", Routes.AUTO));
        start(() -> producers.sendAsynchronously("async", Routes.AUTO));
        start(() -> producers.sendInTransactions("txsend", Routes.CLIENT));
        start(() -> producers.sendAndWait("feed", Routes.IN));
        start(() -> producers.publish("publish", Routes.TOPIC));
        start(() -> producers.sendAsynchronously("quiet", Routes.QUIET));
    }

    private void startConsumers(LoadConsumers consumers) {
        start(consumers::acknowledgeByHand);
        start(() -> consumers.move("txmove1"));
        start(() -> consumers.move("txmove2"));
        start(() -> consumers.takeFromQueue(Routes.OUT));
        start(() -> consumers.takeFromShared("shared1"));
        start(() -> consumers.takeFromShared("shared2"));
    }

    private void start(Step step) {
        threads.execute(() -> {
            try {
                step.run();
            } catch (Exception failure) {
                fail(log, failure);
            }
        });
    }

    /** Part of the load, on a thread of its own, until it has done its share or the process dies. */
    private interface Step {
        void run() throws Exception;
    }

    private void drain() throws JMSException {
        log.write(Event.Kind.READY);
        drain(settings, connection);
        connection.close();
        log.write(Event.Kind.DONE);
    }

    /** Takes all that is there, from each endpoint by one consumer. */
    static void drain(LoadSettings settings, Connection connection) throws JMSException {
        for (String queue : Routes.QUEUES) {
            LoadSession session = new LoadSession(settings, connection, "drain-" + queue, Session.SESSION_TRANSACTED);
            drain(queue, session, session.jms().createConsumer(session.jms().createQueue(queue)));
        }
        for (String subscription : Routes.SUBSCRIPTIONS) {
            LoadSession session =
                    new LoadSession(settings, connection, "drain-" + subscription, Session.SESSION_TRANSACTED);
            Topic topic = session.jms().createTopic(Routes.TOPIC);
            drain(
                    subscription,
                    session,
                    subscription.equals(Routes.SHARED)
                            ? session.jms().createSharedDurableConsumer(topic, subscription)
                            : session.jms().createDurableConsumer(topic, subscription));
        }
    }

    private static void drain(String endpoint, LoadSession session, MessageConsumer consumer) throws JMSException {
        Message message = consumer.receiveNoWait();
        boolean open = false;
        while (message != null) {
            session.takeInTransaction(endpoint, message);
            open = !session.chance(0.01);
            if (!open) {
                session.endTransaction(0);
            }
            message = consumer.receiveNoWait();
        }
        if (open) {
            session.endTransaction(0);
        }
    }

    private static void fail(EventLog log, Exception failure) {
        failure.printStackTrace();
        log.write(Event.Kind.FAILED, failure.toString().replaceAll("[^\\w.:-]+", "_"));
        Runtime.getRuntime().halt(3);
    }
}
