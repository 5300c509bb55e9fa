package io.postrider.ra.redeployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.ra.container.ContainerThreads;
import io.postrider.ra.container.Endpoints;
import jakarta.jms.Connection;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionFactory;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterAssociation;
import java.beans.Introspector;
import java.lang.ref.WeakReference;
import java.sql.Driver;
import java.util.ServiceLoader;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One deployment of the adapter, from its start to its end, in a class loader of its own. */
final class Deployment {
    private static final long PATIENCE_SECONDS = 60;

    private Deployment() {}

    /**
     * Deploys for the broker of the URL, sends by a pooled connection, receives by a message-driven bean, undeploys.
     *
     * @return the class loader, which nobody should hold any more
     */
    static WeakReference<ClassLoader> run(String url) throws Exception {
        try (ArchiveLoader loader = new ArchiveLoader();
                ContainerThreads threads = new ContainerThreads()) {
            askDriversIn(loader);
            ResourceAdapter adapter = make(loader, "PostriderResourceAdapter", ResourceAdapter.class);
            set(adapter, "url", url);
            adapter.start(threads);
            BlockingQueue<String> received = new LinkedBlockingQueue<>();
            Endpoints endpoints = Endpoints.plain(message -> {
                try {
                    received.add(message.getBody(String.class));
                } catch (jakarta.jms.JMSException e) {
                    throw new IllegalStateException(e);
                }
            });
            ActivationSpec spec = make(loader, "inbound.PostriderActivationSpec", ActivationSpec.class);
            set(spec, "destination", "q");
            set(spec, "destinationType", "jakarta.jms.Queue");
            adapter.endpointActivation(endpoints, spec);
            ManagedConnectionFactory factory =
                    make(loader, "outbound.ManagedConnectionFactoryBean", ManagedConnectionFactory.class);
            ((ResourceAdapterAssociation) factory).setResourceAdapter(adapter);
            ManagedConnection connection = factory.createManagedConnection(null, null);
            send((Connection) connection.getConnection(null, null));
            assertThat(received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("hello");
            adapter.endpointDeactivation(endpoints, spec);
            connection.destroy();
            adapter.stop();
            return new WeakReference<>(loader);
        }
    }

    private static void send(Connection connection) throws Exception {
        Session session = connection.createSession();
        MessageProducer producer = session.createProducer(session.createQueue("q"));
        TextMessage message = session.createTextMessage("hello");
        producer.send(message);
        connection.close();
    }

    /** WildFly looks for drivers in what it deploys, and asks each for its version: by that, Derby's boots its engine. */
    private static void askDriversIn(ArchiveLoader loader) {
        for (Driver driver : ServiceLoader.load(Driver.class, loader)) {
            assertThat(driver.getMajorVersion()).isPositive();
        }
    }

    /** Servers ask the JDK for a bean's properties, and the JDK remembers the answer. */
    private static <T> T make(ClassLoader loader, String name, Class<T> type) throws Exception {
        Class<?> own = loader.loadClass("io.postrider.ra." + name);
        assertThat(own.getClassLoader()).isSameAs(loader);
        assertThat(Introspector.getBeanInfo(own).getPropertyDescriptors()).isNotEmpty();
        return type.cast(own.getConstructor().newInstance());
    }

    private static void set(Object bean, String property, String value) throws Exception {
        String setter = "set" + Character.toUpperCase(property.charAt(0)) + property.substring(1);
        bean.getClass().getMethod(setter, String.class).invoke(bean, value);
    }
}
