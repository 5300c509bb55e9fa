package io.postrider.ra.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.client.destination.PostriderQueue;
import io.postrider.client.destination.PostriderTopic;
import io.postrider.ra.container.Directory;
import io.postrider.ra.container.Endpoints;
import io.postrider.ra.container.PlainContainer;
import io.postrider.ra.outbound.ManagedConnectionFactoryBean;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an activation finds out when it connects: what the server's directory has, whether the broker is there, what it takes. */
class ActivationRetryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<String> got = new CopyOnWriteArrayList<>();
    private final Endpoints endpoints = Endpoints.plain(message -> {
        try {
            got.add(message.getBody(String.class));
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    });
    private Directory directory;
    private Sentences sentences;
    private PlainContainer container;

    @BeforeEach
    void deploy() throws Exception {
        directory = new Directory();
        sentences = new Sentences();
        container = new PlainContainer("vm://found?journal=memory", null);
    }

    @AfterEach
    void undeploy() {
        container.close();
        sentences.close();
        directory.close();
    }

    private static PostriderActivationSpec onQueue() {
        PostriderActivationSpec spec = new PostriderActivationSpec();
        spec.setDestination("in");
        spec.setDestinationType("jakarta.jms.Queue");
        spec.setReconnectIntervalMillis(10L);
        return spec;
    }

    private static PostriderActivationSpec byLookup() {
        PostriderActivationSpec spec = new PostriderActivationSpec();
        spec.setDestinationLookup("jms/orders");
        spec.setReconnectIntervalMillis(10L);
        return spec;
    }

    private void awaitSentence(String pattern) {
        await(pattern).atMost(PATIENCE).untilAsserted(() -> assertThat(sentences.said())
                .anySatisfy(sentence -> assertThat(sentence).matches(pattern)));
    }

    private static void send(ConnectionFactory factory, String queue) {
        try (JMSContext context = factory.createContext()) {
            context.createProducer().send(context.createQueue(queue), "found");
        }
    }

    private void awaitGot() {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(got).containsExactly("found"));
    }

    // The broker ------------------------------------------------------------------------------------------------------

    @Test
    void eachTryIsOneLineAndEachPauseIsTwiceTheOneBefore() throws Exception {
        PostriderActivationSpec spec = onQueue();
        spec.setUrl("vm://never-there?create=false");
        spec.setReconnectAttempts(3);
        container.deploy(endpoints, spec);
        awaitSentence("PR007013 .* gives up after 4 tries: .*");
        assertThat(sentences.said()).hasSize(4);
        assertThat(sentences.said().get(0)).contains("PR007012", "tries again in 10 ms (try 1)");
        assertThat(sentences.said().get(1)).contains("PR007012", "tries again in 20 ms (try 2)");
        assertThat(sentences.said().get(2)).contains("PR007012", "tries again in 40 ms (try 3)");
    }

    @Test
    void aSelectorThatTheBrokerDoesNotTakeIsNamedAndNotTriedAgain() throws Exception {
        PostriderActivationSpec spec = onQueue();
        spec.setMessageSelector("kind = = 'b'");
        container.deploy(endpoints, spec);
        awaitSentence("PR007013 .* gives up, as no other try can help: messageSelector: .*");
        assertThat(sentences.said()).hasSize(1);
    }

    // The directory ---------------------------------------------------------------------------------------------------

    @Test
    void aDestinationIsFoundInTheDirectoryOnceItIsThere() throws Exception {
        container.deploy(endpoints, byLookup());
        awaitSentence("PR007012 .* destinationLookup: \"jms/orders\" is not in the server's directory: .*");
        directory.bind("jms/orders", new PostriderQueue("orders"));
        send(container.connectionFactory(), "orders");
        awaitGot();
    }

    @Test
    void whatIsNoDestinationIsNamed() throws Exception {
        directory.bind("jms/orders", "a text");
        container.deploy(endpoints, byLookup());
        awaitSentence("PR007012 .* destinationLookup: \"jms/orders\" is neither a queue nor a topic, but a .*String");
    }

    @Test
    void aDestinationOfTheOtherTypeIsNamed() throws Exception {
        directory.bind("jms/orders", new PostriderTopic("orders"));
        PostriderActivationSpec spec = byLookup();
        spec.setDestinationType("jakarta.jms.Queue");
        container.deploy(endpoints, spec);
        awaitSentence("PR007012 .* destinationType is jakarta.jms.Queue, but destinationLookup leads to .*");
    }

    @Test
    void aConnectionFactoryInTheDirectorySaysWhereTheBrokerIs() throws Exception {
        ManagedConnectionFactoryBean managed = new ManagedConnectionFactoryBean();
        managed.setUrl("vm://found-elsewhere?journal=memory");
        ConnectionFactory elsewhere = container.pool(managed, 2).connectionFactory();
        directory.bind("jms/elsewhere", elsewhere);
        PostriderActivationSpec spec = onQueue();
        spec.setConnectionFactoryLookup("jms/elsewhere");
        container.deploy(endpoints, spec);
        send(elsewhere, "in");
        awaitGot();
    }

    @Test
    void whatIsNoConnectionFactoryOfOursIsNamed() throws Exception {
        directory.bind("jms/elsewhere", "a text");
        PostriderActivationSpec spec = onQueue();
        spec.setConnectionFactoryLookup("jms/elsewhere");
        container.deploy(endpoints, spec);
        awaitSentence(
                "PR007012 .* connectionFactoryLookup: \"jms/elsewhere\" is no connection factory of Post.*String");
    }
}
