package io.postrider.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.broker.Broker;
import io.postrider.broker.tcp.Acceptor;
import io.postrider.broker.tcp.AcceptorSettings;
import io.postrider.client.PostriderConnectionFactory;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A live broker to which many come who are nobody, or who say nothing; whoever is logged in goes on, and who is somebody may come. */
class LoginFloodTest {
    private static final Duration GUARD = Duration.ofSeconds(60);
    private static final int ATTACKERS = 6;
    private static final int TRIES = 15;
    private static final int SILENT = 60;

    private Broker broker;
    private Acceptor acceptor;
    private Connection healthy;

    @BeforeEach
    void start() throws Exception {
        broker = Broker.named("flooded")
                .journal("memory")
                .user("clerk", "right", "all")
                .permissions((user, permission, destination) -> true)
                .start();
        acceptor = Acceptor.start(
                AcceptorSettings.builder().port(0).loginTimeoutMillis(8_000).build(), broker::accept);
        healthy = connect("clerk", "right");
        healthy.start();
    }

    @AfterEach
    void stop() throws Exception {
        healthy.close();
        acceptor.close();
        broker.close();
    }

    private Connection connect(String user, String password) throws JMSException {
        return new PostriderConnectionFactory("tcp://127.0.0.1:" + acceptor.port()).createConnection(user, password);
    }

    private static void sendAndReceive(Connection connection, int messages) throws JMSException {
        try (Session session = connection.createSession()) {
            Queue queue = session.createTemporaryQueue();
            MessageProducer producer = session.createProducer(queue);
            MessageConsumer consumer = session.createConsumer(queue);
            for (int i = 0; i < messages; i++) {
                producer.send(session.createTextMessage("m" + i));
                assertThat(consumer.receive(GUARD.toMillis())).isNotNull();
            }
        }
    }

    @Test
    void wrongLoginsByTheDozenAreAllRefusedAndWhoIsLoggedInGoesOn() throws Exception {
        AtomicInteger refused = new AtomicInteger();
        AtomicInteger admitted = new AtomicInteger();
        List<Thread> attackers = new ArrayList<>();
        for (int i = 0; i < ATTACKERS; i++) {
            int number = i;
            attackers.add(new Thread(() -> attack("attacker" + number, refused, admitted)));
        }
        attackers.forEach(Thread::start);
        sendAndReceive(healthy, 200);
        for (Thread attacker : attackers) {
            attacker.join();
        }
        assertThat(admitted).hasValue(0);
        assertThat(refused).hasValue(ATTACKERS * TRIES);
        await().atMost(GUARD).until(() -> acceptor.connectionCount() == 1);
    }

    private void attack(String user, AtomicInteger refused, AtomicInteger admitted) {
        for (int i = 0; i < TRIES; i++) {
            try (Connection connection = connect(user, "guess " + i)) {
                connection.start();
                admitted.incrementAndGet();
            } catch (JMSException e) {
                // wrong, told to wait, or not even heard among so many
                refused.incrementAndGet();
            }
        }
    }

    @Test
    void thoseWhoConnectAndDawdleAreClosedOnAndOthersGoOn() throws Exception {
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < SILENT; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), acceptor.port());
                silent.add(socket);
                // the beginning of a frame whose rest never comes
                socket.getOutputStream().write(new byte[] {0, 0, 0});
            }
            await().atMost(GUARD).until(() -> {
                dawdle(silent);
                sendAndReceive(healthy, 5);
                return acceptor.connectionCount() == 1;
            });
            try (Connection another = connect("clerk", "right")) {
                another.start();
                sendAndReceive(another, 10);
            }
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    /** A byte now and then, none of which makes a login. */
    private static void dawdle(List<Socket> silent) {
        for (Socket socket : silent) {
            try {
                socket.getOutputStream().write(0);
            } catch (IOException closed) {
                // as it should be
                continue;
            }
        }
    }
}
