package io.postrider.cdi.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import io.postrider.cdi.NarayanaBeans;
import io.postrider.cdi.TestApplication;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.JMSContext;
import jakarta.jms.TemporaryQueue;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that have their transaction manager in JNDI. */
class TransactionLookupTest {
    private final TransactionManager manager = NarayanaBeans.inMemory();
    private TestApplication application;

    @ApplicationScoped
    static class Sender {
        @Inject
        JMSContext context;

        void send(String text) {
            context.createProducer().send(context.createQueue("q"), text);
        }

        JMSContext context() {
            return context;
        }
    }

    @BeforeEach
    void startBroker() throws Exception {
        application = TestApplication.withBroker();
    }

    @AfterEach
    void stop() throws Exception {
        if (manager.getTransaction() != null) {
            manager.rollback();
        }
        application.close();
    }

    private Sender start() {
        return application.start(Sender.class).get(Sender.class);
    }

    private void assertThatContextsAreTransactional(Sender sender) throws Exception {
        manager.begin();
        sender.send("rolled back");
        manager.rollback();
        manager.begin();
        sender.send("committed");
        assertThat(application.take("q")).isEmpty();
        manager.commit();
        assertThat(application.take("q")).containsExactly("committed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java:/TransactionManager",
                "java:jboss/TransactionManager",
                "java:comp/TransactionManager",
                "java:appserver/TransactionManager",
                "java:pm/TransactionManager"
            })
    void theManagerIsFoundUnderTheNamesThatServersUse(String name) throws Exception {
        application.bind(name, manager);
        assertThatContextsAreTransactional(start());
    }

    @Test
    void whatIsNoManagerIsPassedOver() throws Exception {
        application.bind("java:/TransactionManager", "no manager").bind("java:comp/TransactionManager", manager);
        assertThatContextsAreTransactional(start());
    }

    @Test
    void withoutAManagerNothingIsTransactional() throws Exception {
        application.bind("java:comp/Other", "something");
        Sender sender = start();
        manager.begin();
        application.inRequest(() -> sender.send("at once"));
        assertThat(application.take("q")).containsExactly("at once");
    }

    /** Some servers hand out the same transaction as another object each time: then only the registry tells which it is. */
    @ParameterizedTest
    @ValueSource(
            strings = {"java:comp/TransactionSynchronizationRegistry", "java:jboss/TransactionSynchronizationRegistry"})
    void theRegistryIsFoundAndTellsTransactionsApart(String name) throws Exception {
        application
                .bind("java:/TransactionManager", wrapping(manager))
                .bind(name, new TransactionSynchronizationRegistryImple());
        JMSContext context = start().context();
        manager.begin();
        TemporaryQueue ofThisConnection = context.createTemporaryQueue();
        assertThatCode(() -> context.createConsumer(ofThisConnection)).doesNotThrowAnyException();
    }

    private static TransactionManager wrapping(TransactionManager whole) {
        return wrapped(TransactionManager.class, whole);
    }

    private static <T> T wrapped(Class<T> type, T whole) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(whole, arguments);
                        return result instanceof Transaction transaction
                                ? wrapped(Transaction.class, transaction)
                                : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
