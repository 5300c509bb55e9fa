package io.postrider.ra.recovery;

import io.postrider.ra.container.Endpoints;
import io.postrider.ra.container.PlainContainer;
import io.postrider.ra.container.Transactions;
import io.postrider.ra.inbound.PostriderActivationSpec;
import io.postrider.ra.outbound.ManagedConnectionFactoryBean;
import io.postrider.ra.outbound.ManagedFactory;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.ManagedConnection;
import jakarta.transaction.TransactionManager;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.concurrent.CountDownLatch;
import javax.transaction.xa.XAResource;

/**
 * A process that is a server: a transaction manager, the adapter with its broker, a message-driven bean. It is stopped in the middle of
 * a transaction that takes a message from one queue and puts one into another, or recovers what it finds.
 *
 * <p>Arguments: a directory, and {@code recover} or whether the witness is {@code first} or {@code last}, and at which step to stop.
 */
final class CrashingServer {
    /** What it says once it stands at the step. */
    static final String STOPPED = "stopped";

    private final Path directory;
    private final TransactionManager transactions;
    private final PlainContainer container;
    private final ConnectionFactory factory;

    private CrashingServer(Path directory) throws Exception {
        this.directory = directory;
        transactions = Transactions.in(directory.resolve("transactions"));
        container = new PlainContainer("vm://crashing?dataDirectory=" + directory.resolve("broker"), transactions);
        factory = container.connectionFactory();
    }

    public static void main(String[] arguments) throws Exception {
        CrashingServer server = new CrashingServer(Path.of(arguments[0]));
        if (arguments[1].equals("recover")) {
            server.recover();
        } else if (arguments[1].equals("first")) {
            server.workByItself(Witness.Step.valueOf(arguments[2]));
        } else {
            server.workByABean(Witness.Step.valueOf(arguments[2]));
        }
        server.container.close();
    }

    private Witness witness(Witness.Step step) {
        return new Witness(directory.resolve("witness"), step, CrashingServer::stop);
    }

    private static void stop() {
        System.out.println(STOPPED);
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void sendQuestion() {
        try (JMSContext context = factory.createContext()) {
            context.createProducer().send(context.createQueue("in"), "question");
        }
    }

    /** The witness is asked first, and the broker after it. */
    private void workByItself(Witness.Step step) throws Exception {
        sendQuestion();
        transactions.begin();
        transactions.getTransaction().enlistResource(witness(step));
        try (JMSContext context = factory.createContext()) {
            context.createConsumer(context.createQueue("in")).receive(10_000);
            context.createProducer().send(context.createQueue("out"), "answer");
        }
        transactions.commit();
    }

    /** The broker is asked first, and the witness after it. */
    private void workByABean(Witness.Step step) throws Exception {
        PostriderActivationSpec spec = activation();
        container.deploy(
                Endpoints.transacted(transactions, message -> {
                    try (JMSContext context = factory.createContext()) {
                        context.createProducer().send(context.createQueue("out"), "answer");
                        transactions.getTransaction().enlistResource(witness(step));
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }),
                spec);
        sendQuestion();
        new CountDownLatch(1).await();
    }

    private static PostriderActivationSpec activation() {
        PostriderActivationSpec spec = new PostriderActivationSpec();
        spec.setDestination("in");
        spec.setDestinationType("jakarta.jms.Queue");
        return spec;
    }

    // Recovery --------------------------------------------------------------------------------------------------------

    private void recover() throws Exception {
        XAResource ofPool = resourceOfAClosedConnection();
        try (Recovery recovery = new Recovery()) {
            recovery.add(() -> container.adapter().getXAResources(new ActivationSpec[] {activation()}));
            recovery.add(() -> new XAResource[] {ofPool});
            recovery.add(() -> new XAResource[] {witness(Witness.Step.NONE)});
            recovery.run();
        }
        System.out.println("in=" + depth("in") + " out=" + depth("out") + " in doubt="
                + ofPool.recover(XAResource.TMSTARTRSCAN).length + " witness="
                + witness(Witness.Step.NONE).recover(XAResource.TMSTARTRSCAN).length);
    }

    /** Servers close the managed connection that a recovery resource came from, and go on to use the resource. */
    private XAResource resourceOfAClosedConnection() throws Exception {
        ManagedFactory managed = new ManagedConnectionFactoryBean();
        managed.setResourceAdapter(container.adapter());
        ManagedConnection connection = managed.createManagedConnection(null, null);
        XAResource resource = connection.getXAResource();
        connection.destroy();
        return resource;
    }

    private int depth(String name) throws Exception {
        try (JMSContext context = factory.createContext()) {
            Enumeration<?> messages =
                    context.createBrowser(context.createQueue(name)).getEnumeration();
            int count = 0;
            while (messages.hasMoreElements()) {
                messages.nextElement();
                count++;
            }
            return count;
        }
    }
}
