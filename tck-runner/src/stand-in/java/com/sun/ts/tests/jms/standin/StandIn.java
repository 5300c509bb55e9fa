package com.sun.ts.tests.jms.standin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Queue;
import javax.naming.InitialContext;
import org.junit.jupiter.api.Test;

/** What a test of the TCK does with its provider, in short: stands where such tests stand, so that their plumbing can be run. */
public abstract class StandIn {
    private static final long PATIENCE_MILLIS = Long.getLong("jms_timeout");

    private static <T> T lookUp(Class<T> type, String name) throws Exception {
        return type.cast(new InitialContext().lookup(name));
    }

    @Test
    void sendsAndReceivesAsTheTcksUser() throws Exception {
        ConnectionFactory factory = lookUp(ConnectionFactory.class, "MyConnectionFactory");
        Queue queue = lookUp(Queue.class, "MY_QUEUE");
        try (JMSContext context = factory.createContext(System.getProperty("user"), System.getProperty("password"))) {
            context.createProducer().send(queue, "message");
            assertEquals("message", context.createConsumer(queue).receiveBody(String.class, PATIENCE_MILLIS));
        }
    }

    @Test
    void refusesAnInvalidUser() throws Exception {
        ConnectionFactory factory = lookUp(ConnectionFactory.class, "MyConnectionFactory");
        assertThrows(JMSSecurityException.class, () -> factory.createConnection("invalid", "invalid"));
    }

    @Test
    void knowsTheClientIdentifierOfDurableSubscriptions() throws Exception {
        ConnectionFactory factory = lookUp(ConnectionFactory.class, "DURABLE_SUB_CONNECTION_FACTORY");
        try (Connection connection = factory.createConnection()) {
            assertEquals("cts", connection.getClientID());
        }
    }
}
