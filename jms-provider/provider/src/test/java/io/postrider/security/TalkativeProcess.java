package io.postrider.security;

import io.postrider.broker.Broker;
import io.postrider.broker.BrokerBuilder;
import io.postrider.broker.tcp.Acceptor;
import io.postrider.broker.tcp.AcceptorSettings;
import io.postrider.client.PostriderConnectionFactory;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Does with a marked password what may be logged, and prints every object it has as text. */
final class TalkativeProcess {
    static final String DONE = "all was said";

    private TalkativeProcess() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory("talkative");
        BrokerBuilder builder =
                Broker.named("talkative").dataDirectory(directory).user("clerk", SecretsTest.MARKER, "all");
        System.out.println(builder);
        try (Broker broker = builder.start();
                Acceptor acceptor =
                        Acceptor.start(AcceptorSettings.builder().port(0).build(), broker::accept)) {
            System.out.println(broker + " " + broker.status() + " " + acceptor);
            String tcp = "tcp://127.0.0.1:" + acceptor.port();
            for (String url : List.of(
                    "vm://talkative?create=false",
                    tcp,
                    "ssl://127.0.0.1:" + acceptor.port() + "?transport.trustStorePassword=" + SecretsTest.MARKER,
                    tcp + "?password=" + SecretsTest.MARKER + "&user=clerk",
                    tcp + "?no.such.setting=1&password=" + SecretsTest.MARKER)) {
                use(url, "clerk", SecretsTest.MARKER);
                use(url, "stranger", SecretsTest.MARKER);
                use(url, "clerk", SecretsTest.MARKER + " and more");
            }
        }
        System.out.println(DONE);
        System.exit(0);
    }

    /** What fails is printed, with its whole trace. */
    private static void use(String url, String user, String password) {
        try {
            PostriderConnectionFactory factory = new PostriderConnectionFactory(url);
            System.out.println(factory);
            try (Connection connection = factory.createConnection(user, password)) {
                connection.start();
                Session session = connection.createSession();
                System.out.println(connection + " " + connection.getMetaData() + " " + session);
                session.createProducer(session.createQueue("orders")).send(session.createTextMessage("hi"));
                System.out.println(
                        session.createConsumer(session.createQueue("orders")).receive(1_000));
            }
        } catch (JMSException | RuntimeException e) {
            e.printStackTrace();
        }
    }
}
