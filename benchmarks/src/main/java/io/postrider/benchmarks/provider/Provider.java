package io.postrider.benchmarks.provider;

import jakarta.jms.CompletionListener;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.XAConnectionFactory;
import java.nio.file.Path;

/** A provider of Jakarta Messaging as the bench sees it: one small adapter each, found by the name of its class. */
public interface Provider {
    /** The port that stands for a broker in the same process. */
    int IN_VM = 0;

    /** Where a broker keeps what is persistent. */
    enum Store {
        /** Its own files, synced. */
        FILE,
        /** Its tables in Apache Derby. */
        JDBC
    }

    /**
     * Starts a broker in this process. Returns once it takes connections.
     *
     * @param folder the only one it may write to; what it holds from before is recovered
     * @param port the port on the loopback address to listen on, or {@link #IN_VM}
     */
    void startBroker(Path folder, Store store, int port) throws Exception;

    /**
     * A factory of connections to the broker of this process, or to one that listens.
     *
     * @param port as given to {@link #startBroker}
     */
    ConnectionFactory connectionFactory(int port) throws Exception;

    /** The same, for distributed transactions. */
    XAConnectionFactory xaConnectionFactory(int port) throws Exception;

    /**
     * Sends without waiting; section 7.3 of the specification. Here for providers whose own way must be gone.
     *
     * @param done told once, when the message is safe or has failed
     */
    default void sendAsync(MessageProducer producer, Message message, CompletionListener done) throws JMSException {
        producer.send(message, done);
    }
}
