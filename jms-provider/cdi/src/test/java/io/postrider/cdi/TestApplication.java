package io.postrider.cdi;

import io.postrider.broker.Broker;
import io.postrider.client.PostriderConnectionFactory;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import javax.naming.Context;

/** A broker in memory and a CDI container of its own, with the beans a test names. */
public final class TestApplication implements AutoCloseable {
    /** A guard against hanging: what is awaited comes at once. */
    public static final long SOON_MILLIS = 20_000;

    private final Broker broker;
    private final Map<String, String> properties = new HashMap<>();
    private final ClassLoader loaderBefore = Thread.currentThread().getContextClassLoader();
    private SeContainer container;

    private TestApplication(Broker broker) {
        this.broker = broker;
        Thread.currentThread().setContextClassLoader(new ApplicationLoader(loaderBefore));
    }

    /** With a broker that lets guests in. */
    public static TestApplication withBroker() throws Exception {
        return new TestApplication(
                Broker.named(UUID.randomUUID().toString()).journal("memory").start());
    }

    /** With a broker that lets guests in, and has these policies. */
    public static TestApplication withPolicies(String rules) throws Exception {
        return new TestApplication(Broker.named(UUID.randomUUID().toString())
                .journal("memory")
                .policies(rules)
                .start());
    }

    /** With a broker that knows one user. */
    public static TestApplication withBrokerFor(String user, String password) throws Exception {
        return new TestApplication(Broker.named(UUID.randomUUID().toString())
                .journal("memory")
                .user(user, password, "admin")
                .guests(true)
                .start());
    }

    /** Sets a system property until the application ends. */
    public TestApplication set(String name, String value) {
        properties.putIfAbsent(name, System.getProperty(name, ""));
        System.setProperty(name, value);
        return this;
    }

    /** Binds an object in JNDI, under a name, until the application ends. */
    public TestApplication bind(String name, Object object) {
        set(Context.INITIAL_CONTEXT_FACTORY, TestDirectory.class.getName());
        TestDirectory.BOUND.put(name, object);
        return this;
    }

    /** Starts the container, whose default connection factory leads to the broker. */
    public TestApplication start(Class<?>... beans) {
        return start(UnaryOperator.identity(), beans);
    }

    /** The same, with more than beans. */
    public TestApplication start(UnaryOperator<SeContainerInitializer> more, Class<?>... beans) {
        set("postrider.url", url());
        container = more.apply(SeContainerInitializer.newInstance()
                        .disableDiscovery()
                        .addExtensions(new PostriderExtension())
                        .addBeanClasses(beans))
                .initialize();
        return this;
    }

    /** Where the broker is. */
    public String url() {
        return "vm://" + broker.name() + "?create=false";
    }

    /** The broker itself. */
    public Broker broker() {
        return broker;
    }

    /** A bean of the container. */
    public <T> T get(Class<T> type) {
        return container.select(type).get();
    }

    /** The container itself. */
    public SeContainer container() {
        return container;
    }

    /** Runs something in a request. */
    public void inRequest(Runnable work) {
        RequestContextController controller = get(RequestContextController.class);
        if (!controller.activate()) {
            // with OpenWebBeans the thread that started the container is in a request for good
            CompletableFuture.runAsync(() -> inRequest(work)).join();
            return;
        }
        try {
            work.run();
        } finally {
            controller.deactivate();
        }
    }

    /** Sends texts to a queue, from outside of the container. */
    public void send(String queue, String... texts) {
        try (JMSContext context = new PostriderConnectionFactory(url()).createContext()) {
            for (String text : texts) {
                context.createProducer().send(context.createQueue(queue), text);
            }
        }
    }

    /** Takes the texts that are in a queue, from outside of the container. */
    public List<String> take(String queue) {
        try (JMSContext context = new PostriderConnectionFactory(url()).createContext();
                JMSConsumer consumer = context.createConsumer(context.createQueue(queue))) {
            List<String> texts = new ArrayList<>();
            for (String text = consumer.receiveBodyNoWait(String.class);
                    text != null;
                    text = consumer.receiveBodyNoWait(String.class)) {
                texts.add(text);
            }
            return texts;
        }
    }

    /** Ends the container and what is left of it, but not the broker. */
    public void shutDown() {
        if (container != null && container.isRunning()) {
            container.close();
        }
    }

    @Override
    public void close() {
        shutDown();
        TestDirectory.BOUND.clear();
        properties.forEach((name, value) -> {
            if (value.isEmpty()) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
        broker.close();
        Thread.currentThread().setContextClassLoader(loaderBefore);
    }
}
