package io.postrider.examples.tls;

import io.postrider.client.PostriderConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;

/** Sends a message to a server and receives it, over TLS, as a user with a password. */
public final class TlsClient {
    private static final long PATIENCE_MILLIS = 10_000;

    private TlsClient() {}

    /**
     * Takes the address of a server, such as {@code ssl://broker.example.org:4578?transport.trustStore=trust.p12}, and a user's name.
     * The passwords, of the user and of the trust store, come from the environment, where other users of the machine do not see them.
     */
    public static void main(String[] arguments) {
        var factory = new PostriderConnectionFactory(
                arguments[0] + "&transport.trustStorePassword=" + System.getenv("TRUST_STORE_PASSWORD"));
        factory.setUserName(arguments[1]);
        factory.setPassword(System.getenv("POSTRIDER_PASSWORD"));
        try (JMSContext context = factory.createContext()) {
            Queue orders = context.createQueue("orders");
            context.createProducer().send(orders, "rye bread");
            System.out.println(context.createConsumer(orders).receiveBody(String.class, PATIENCE_MILLIS));
        }
    }
}
