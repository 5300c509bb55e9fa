package io.postrider.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.arjuna.ats.arjuna.common.ObjectStoreEnvironmentBean;
import com.arjuna.common.internal.util.propertyservice.BeanPopulator;
import io.postrider.cdi.PostriderExtension;
import io.postrider.tck.ConformanceTest;
import io.postrider.tck.Section;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.JMSSessionMode;
import jakarta.jms.Queue;
import jakarta.jms.TemporaryQueue;
import jakarta.transaction.TransactionManager;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Injected contexts, in Weld and with Narayana's transactions. That two are one is told by a temporary queue: only the
 * connection that made it may receive from it.
 */
@Section("12.4.4")
class InjectedContextTest extends ConformanceTest {
    private static final String IN_MEMORY = "com.arjuna.ats.internal.arjuna.objectstore.VolatileStore";

    private SeContainer container;
    private TransactionManager transactions;

    @ApplicationScoped
    static class First {
        @Inject
        JMSContext context;

        @Inject
        @JMSSessionMode(JMSContext.DUPS_OK_ACKNOWLEDGE)
        JMSContext lazy;

        JMSContext context() {
            return context;
        }

        JMSContext lazy() {
            return lazy;
        }
    }

    @Dependent
    static class Second {
        private final JMSContext context;

        @Inject
        Second(@JMSSessionMode JMSContext context) {
            this.context = context;
        }
    }

    /** The provider's factory and the transaction manager as beans. */
    record Beans(ConnectionFactory factory, TransactionManager transactions) implements Extension {
        void add(@Observes AfterBeanDiscovery discovery) {
            discovery
                    .<ConnectionFactory>addBean()
                    .types(ConnectionFactory.class)
                    .scope(Singleton.class)
                    .createWith(creation -> factory);
            discovery
                    .<TransactionManager>addBean()
                    .types(TransactionManager.class)
                    .scope(Singleton.class)
                    .createWith(creation -> transactions);
        }
    }

    @BeforeAll
    void startContainer() throws JMSException {
        for (String store : new String[] {null, "communicationStore", "stateStore"}) {
            BeanPopulator.getNamedInstance(ObjectStoreEnvironmentBean.class, store)
                    .setObjectStoreType(IN_MEMORY);
        }
        transactions = com.arjuna.ats.jta.TransactionManager.transactionManager();
        ConnectionFactory factory = (ConnectionFactory) provider().xaConnectionFactory();
        container = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(new PostriderExtension(), new Beans(factory, transactions))
                .addBeanClasses(First.class, Second.class)
                .initialize();
    }

    @AfterAll
    void stopContainer() {
        container.close();
    }

    /** Each test has a thread of its own, so it begins and ends its scopes itself. */
    private void inRequest(JtaWork work) throws Exception {
        RequestContextController request =
                container.select(RequestContextController.class).get();
        assertThat(request.activate()).isTrue();
        try {
            work.run();
        } finally {
            request.deactivate();
        }
    }

    private void inTransaction(boolean commits, JtaWork work) throws Exception {
        work.in(transactions, commits);
    }

    private First first() {
        return container.select(First.class).get();
    }

    private JMSContext second() {
        return container.select(Second.class).get().context;
    }

    private static void assertThatTheyAreOne(JMSContext one, JMSContext other) {
        TemporaryQueue queue = one.createTemporaryQueue();
        assertThatCode(() -> other.createConsumer(queue).close()).doesNotThrowAnyException();
    }

    private static void assertThatTheyAreTwo(JMSContext one, JMSContext other) {
        TemporaryQueue queue = one.createTemporaryQueue();
        assertThatExceptionOfType(JMSRuntimeException.class).isThrownBy(() -> other.createConsumer(queue));
    }

    @Test
    @Section("12.4.3")
    void isInjectedIntoFieldsAndConstructors() throws Exception {
        Queue queue = newQueue();
        inRequest(() -> {
            first().context().createProducer().send(queue, "from a field");
            second().createProducer().send(queue, "from a constructor");
        });
        assertThat(drain(queue)).containsExactly("from a field", "from a constructor");
    }

    @Test
    @Section("12.4.3")
    void hasTheAnnotatedSessionMode() throws Exception {
        inRequest(() -> {
            assertThat(first().context().getSessionMode()).isEqualTo(JMSContext.AUTO_ACKNOWLEDGE);
            assertThat(first().lazy().getSessionMode()).isEqualTo(JMSContext.DUPS_OK_ACKNOWLEDGE);
        });
    }

    @Test
    void identicalAnnotationsAreOneContextInARequestAndADefaultIsIdentical() throws Exception {
        inRequest(() -> assertThatTheyAreOne(first().context(), second()));
    }

    @Test
    void otherAnnotationsAreAnotherContext() throws Exception {
        inRequest(() -> assertThatTheyAreTwo(first().context(), first().lazy()));
    }

    @Test
    void isClosedWhenTheRequestEnds() throws Exception {
        Queue queue = newQueue();
        AtomicReference<JMSProducer> producer = new AtomicReference<>();
        inRequest(() -> producer.set(first().context().createProducer()));
        assertThatExceptionOfType(JMSRuntimeException.class)
                .isThrownBy(() -> producer.get().send(queue, "late"));
        inRequest(() -> first().context().createProducer().send(queue, "next request"));
        assertThat(drain(queue)).containsExactly("next request");
    }

    @Test
    void identicalAnnotationsAreOneContextInATransaction() throws Exception {
        inTransaction(false, () -> assertThatTheyAreOne(first().context(), second()));
    }

    @Test
    void whatIsSentInATransactionIsCommittedWithIt() throws Exception {
        Queue queue = newQueue();
        inTransaction(true, () -> {
            first().context().createProducer().send(queue, "committed");
            assertThat(drain(queue)).isEmpty();
        });
        assertThat(drain(queue)).containsExactly("committed");
    }

    @Test
    void whatIsSentInATransactionIsRolledBackWithIt() throws Exception {
        Queue queue = newQueue();
        inTransaction(false, () -> first().context().createProducer().send(queue, "rolled back"));
        assertThat(drain(queue)).isEmpty();
    }

    @Test
    void isClosedWhenTheTransactionEnds() throws Exception {
        Queue queue = newQueue();
        AtomicReference<JMSProducer> producer = new AtomicReference<>();
        inTransaction(true, () -> producer.set(first().context().createProducer()));
        assertThatExceptionOfType(JMSRuntimeException.class)
                .isThrownBy(() -> producer.get().send(queue, "late"));
    }

    @Test
    void insideAndOutsideOfATransactionAreTwoContexts() throws Exception {
        inRequest(() -> {
            TemporaryQueue outside = first().context().createTemporaryQueue();
            inTransaction(false, () -> assertThatExceptionOfType(JMSRuntimeException.class)
                    .isThrownBy(() -> first().context().createConsumer(outside)));
            assertThatCode(() -> first().context().createConsumer(outside).close())
                    .doesNotThrowAnyException();
        });
    }

    static Stream<Arguments> forbidden() {
        return Stream.of(
                call("setClientID", context -> context.setClientID("me")),
                call("setExceptionListener", context -> context.setExceptionListener(null)),
                call("stop", JMSContext::stop),
                call("acknowledge", JMSContext::acknowledge),
                call("commit", JMSContext::commit),
                call("rollback", JMSContext::rollback),
                call("recover", JMSContext::recover),
                call("setAutoStart", context -> context.setAutoStart(false)),
                call("start", JMSContext::start),
                call("close", JMSContext::close));
    }

    private static Arguments call(String name, Consumer<JMSContext> call) {
        return Arguments.of(name, call);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forbidden")
    @Section("12.4.5")
    void whatWouldChangeItIsForbidden(String name, Consumer<JMSContext> call) throws Exception {
        inRequest(() -> assertThatExceptionOfType(IllegalStateRuntimeException.class)
                .as(name)
                .isThrownBy(() -> call.accept(first().context())));
    }

    @Test
    @Section("12.2")
    void makesNoSecondSessionOnItsConnection() throws Exception {
        inRequest(() -> assertThatExceptionOfType(JMSRuntimeException.class)
                .isThrownBy(() -> first().context().createContext(JMSContext.AUTO_ACKNOWLEDGE)));
    }
}
