package io.postrider.servers;

import io.postrider.Postrider;
import io.postrider.broker.Broker;
import io.postrider.broker.tcp.Acceptor;
import io.postrider.broker.tcp.AcceptorSettings;
import io.postrider.client.PostriderConnectionFactory;
import io.postrider.servers.server.ApplicationServer;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.XAJMSContext;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;

/** A broker in the test's own process, which the application server reaches over TCP. */
final class OutsideBroker implements AutoCloseable {
    private static final String NAME = "outside";
    private static final String USER = "baker";
    private static final String PASSWORD = "rye";

    private final Broker broker;
    private final Acceptor acceptor;

    /** Starts it, where Arquillian's server looks for it. */
    OutsideBroker() throws Exception {
        this(ApplicationServer.chosen());
    }

    /** Starts it where that server looks for it, with what it held when it was closed before. */
    OutsideBroker(ApplicationServer server) throws Exception {
        broker = Postrider.broker()
                .name(NAME)
                .dataDirectory(server.folder().resolve(NAME))
                .user(USER, PASSWORD)
                .start();
        acceptor = Acceptor.start(
                AcceptorSettings.builder()
                        .port(server.outsidePort())
                        .brokerName(NAME)
                        .build(),
                broker::accept);
    }

    void send(String queue, String text) {
        try (JMSContext context = connect()) {
            context.createProducer().send(context.createQueue(queue), text);
        }
    }

    /** The next text of a queue, or null if none comes in time. */
    String receive(String queue, long timeoutMillis) {
        try (JMSContext context = connect();
                JMSConsumer consumer = context.createConsumer(context.createQueue(queue))) {
            return consumer.receiveBody(String.class, timeoutMillis);
        }
    }

    /** How many branches are prepared and wait for their transaction manager. */
    int branchesInDoubt() throws XAException {
        try (XAJMSContext context = factory().createXAContext()) {
            return context.getXAResource().recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN).length;
        }
    }

    private static JMSContext connect() {
        return factory().createContext();
    }

    private static PostriderConnectionFactory factory() {
        PostriderConnectionFactory factory = new PostriderConnectionFactory("vm://" + NAME + "?create=false");
        factory.setUserName(USER);
        factory.setPassword(PASSWORD);
        return factory;
    }

    @Override
    public void close() {
        acceptor.close();
        broker.close();
    }
}
