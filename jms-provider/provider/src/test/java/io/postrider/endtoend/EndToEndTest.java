package io.postrider.endtoend;

import io.postrider.client.PostriderConnectionFactory;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageListener;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A broker of its own and a started connection for each test. */
@Timeout(60)
abstract class EndToEndTest {
    /** A guard against hanging: what is awaited comes at once. */
    static final long SOON_MILLIS = 20_000;

    String url;
    PostriderConnectionFactory factory;
    Connection connection;

    @BeforeEach
    final void connect() throws JMSException {
        url = "vm://" + UUID.randomUUID() + "?journal=memory";
        factory = new PostriderConnectionFactory(url);
        connection = factory.createConnection();
        connection.start();
    }

    @AfterEach
    final void close() throws JMSException {
        connection.close();
    }

    static void send(Session session, String queue, String... texts) throws JMSException {
        try (MessageProducer producer = session.createProducer(session.createQueue(queue))) {
            for (String text : texts) {
                producer.send(session.createTextMessage(text));
            }
        }
    }

    static void send(Session session, String queue, int count) throws JMSException {
        String[] texts = new String[count];
        for (int i = 0; i < count; i++) {
            texts[i] = "m" + (i + 1);
        }
        send(session, queue, texts);
    }

    static String text(Message message) {
        try {
            return message == null ? null : ((TextMessage) message).getText();
        } catch (JMSException e) {
            throw new AssertionError(e);
        }
    }

    static MessageConsumer consumer(Session session, String queue) throws JMSException {
        return session.createConsumer(session.createQueue(queue));
    }

    static List<String> receive(MessageConsumer consumer, int count) throws JMSException {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(text(consumer.receive(SOON_MILLIS)));
        }
        return texts;
    }

    /** A listener whose checked exceptions fail it. */
    static MessageListener listener(Step step) {
        return message -> {
            try {
                step.on(message);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        };
    }

    /** What a listener does. */
    interface Step {
        void on(Message message) throws Exception;
    }

    /** Runs something in a thread of its own. */
    static <T> CompletableFuture<T> inBackground(Callable<T> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                result.complete(call.call());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return result;
    }

    static <T> T soon(CompletableFuture<T> future) throws Exception {
        return future.get(SOON_MILLIS, TimeUnit.MILLISECONDS);
    }
}
