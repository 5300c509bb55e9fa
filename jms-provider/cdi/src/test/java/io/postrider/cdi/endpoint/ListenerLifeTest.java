package io.postrider.cdi.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.broker.Broker;
import io.postrider.cdi.NarayanaBeans;
import io.postrider.cdi.TestApplication;
import io.postrider.cdi.context.ContextScopes;
import io.postrider.cdi.listener.Concurrency;
import io.postrider.cdi.listener.LocalTransaction;
import io.postrider.cdi.listener.QueueListener;
import io.postrider.cdi.listener.Retry;
import io.postrider.cdi.settings.Settings;
import io.postrider.client.PostriderConnectionFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.jms.JMSConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionManager;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Listeners with JTA, and from start to stop. */
class ListenerLifeTest {
    private TestApplication application;

    @ApplicationScoped
    static class Transactional {
        private final AtomicInteger calls = new AtomicInteger();

        @Inject
        JMSContext context;

        @Inject
        TransactionManager manager;

        @QueueListener("orders")
        @Concurrency(2)
        @Retry(delayMillis = 20)
        void take(String order) throws Exception {
            int call = calls.incrementAndGet();
            context.createProducer().send(context.createQueue("invoices"), order + " " + call);
            if (call == 1) {
                throw new IllegalStateException("fails");
            }
            if (call == 2) {
                manager.setRollbackOnly();
            }
        }

        int calls() {
            return calls.get();
        }
    }

    @ApplicationScoped
    static class Slow {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);
        private final List<String> done = new CopyOnWriteArrayList<>();

        @QueueListener("slow")
        void take(String text) throws Exception {
            begun.countDown();
            goOn.await(TestApplication.SOON_MILLIS, TimeUnit.MILLISECONDS);
            done.add(text);
        }

        List<String> done() {
            return done;
        }

        boolean awaitBegun() throws InterruptedException {
            return begun.await(TestApplication.SOON_MILLIS, TimeUnit.MILLISECONDS);
        }

        void goOn() {
            goOn.countDown();
        }
    }

    @ApplicationScoped
    static class Patient {
        private final CountDownLatch failed = new CountDownLatch(1);

        @QueueListener("patient")
        @Retry(delayMillis = 3_600_000, maxDelayMillis = 3_600_000)
        void take(String text) {
            failed.countDown();
            throw new IllegalStateException("never");
        }

        boolean awaitFailed() throws InterruptedException {
            return failed.await(TestApplication.SOON_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @BeforeEach
    void startBroker() throws Exception {
        application = TestApplication.withBroker();
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void receivingAndSendingArePartOfOneJtaTransaction() {
        application.start(Transactional.class, NarayanaBeans.class);
        application.send("orders", "apples");
        Transactional listener = application.get(Transactional.class);
        await().untilAsserted(() -> assertThat(listener.calls()).isEqualTo(3));
        application.shutDown();
        assertThat(application.take("invoices")).containsExactly("apples 3");
        assertThat(application.take("orders")).isEmpty();
        assertThat(application.broker().status().preparedBranches()).isZero();
        assertThat(application.broker().status().connections()).isZero();
    }

    @Test
    void stoppingWaitsForTheCallThatIsUnderWay() throws Exception {
        application.start(Slow.class);
        application.send("slow", "first", "second");
        Slow slow = application.get(Slow.class);
        assertThat(slow.awaitBegun()).isTrue();
        List<String> done = slow.done();
        Thread stopping = new Thread(application::shutDown);
        stopping.start();
        await().until(() ->
                stopping.getState() == Thread.State.TIMED_WAITING || stopping.getState() == Thread.State.WAITING);
        slow.goOn();
        stopping.join(TestApplication.SOON_MILLIS);
        assertThat(done).startsWith("first");
        assertThat(application.broker().status().connections()).isZero();
        assertThat(done.size() + application.take("slow").size()).isEqualTo(2);
    }

    @Test
    void stoppingDoesNotWaitForARetryAndTheMessageStays() throws Exception {
        application.start(Patient.class);
        application.send("patient", "message");
        assertThat(application.get(Patient.class).awaitFailed()).isTrue();
        application.shutDown();
        assertThat(application.take("patient")).containsExactly("message");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aMessageThatWaitsIsGivenBackOnceWhenItsListenerIsStopped(boolean withJta) throws Exception {
        application.set("postrider.listeners.enabled", "false");
        Class<?>[] beans = {Patient.class, NarayanaBeans.class};
        application.start(Arrays.copyOf(beans, withJta ? 2 : 1));
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
        try {
            ListenerEndpoint endpoint = endpoint(Patient.class, executor);
            endpoint.start();
            application.send("patient", "message");
            assertThat(application.get(Patient.class).awaitFailed()).isTrue();
            endpoint.stopPauses();
            await().until(() ->
                    application.broker().status().queue("queue://patient").consumers() == 0);
            try (JMSContext context = new PostriderConnectionFactory(application.url()).createContext()) {
                Message message =
                        context.createConsumer(context.createQueue("patient")).receive(TestApplication.SOON_MILLIS);
                assertThat(message.getIntProperty("JMSXDeliveryCount")).isEqualTo(3);
            }
            endpoint.stop();
        } finally {
            executor.shutdownNow();
        }
    }

    private <T> ListenerEndpoint endpoint(Class<T> type, ScheduledExecutorService executor) {
        BeanManager beans = application.get(BeanManager.class);
        AnnotatedType<T> annotated = beans.createAnnotatedType(type);
        AnnotatedMethod<? super T> method = annotated.getMethods().stream()
                .filter(each -> each.isAnnotationPresent(QueueListener.class))
                .findFirst()
                .orElseThrow();
        return new ListenerEndpoint(
                new DefinitionReader(method, annotated, Settings.ofApplication())
                        .read()
                        .orElseThrow(),
                new ListenerMethod(method, beans.resolve(beans.getBeans(type)), beans),
                application.get(ContextScopes.class),
                executor);
    }

    @Test
    void listensOnceTheBrokerIsThere() throws Exception {
        String later = "later-" + application.broker().name();
        application.set("postrider.factory.later.url", "vm://" + later + "?create=false");
        application.start(Late.class);
        try (Broker broker = Broker.named(later).journal("memory").start()) {
            try (JMSContext context = new PostriderConnectionFactory("vm://" + later).createContext()) {
                context.createProducer().send(context.createQueue("late"), "at last");
                await().untilAsserted(() ->
                        assertThat(application.get(Late.class).seen()).containsExactly("at last"));
            }
            application.shutDown();
            assertThat(broker.status().connections()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void listensAgainAfterTheBrokerWasAway(boolean withJta) throws Exception {
        String later = "later-" + application.broker().name();
        application.set("postrider.factory.later.url", "vm://" + later + "?create=false");
        try (Broker broker = Broker.named(later).journal("memory").start()) {
            if (withJta) {
                application.start(Late.class, NarayanaBeans.class);
            } else {
                application.start(Late.class);
            }
            assertThat(broker.status().connections()).isPositive();
        }
        try (Broker again = Broker.named(later).journal("memory").start();
                JMSContext context = new PostriderConnectionFactory("vm://" + later).createContext()) {
            context.createProducer().send(context.createQueue("late"), "once more");
            await().untilAsserted(
                            () -> assertThat(application.get(Late.class).seen()).containsExactly("once more"));
            application.shutDown();
            assertThat(again.status().connections()).isEqualTo(1);
        }
    }

    @Test
    void aLocalTransactionIsOfTheListenersSessionAlone() {
        application.start(Local.class, NarayanaBeans.class);
        application.send("local", "message");
        Local listener = application.get(Local.class);
        await().untilAsserted(() -> assertThat(listener.statuses())
                .containsExactly(Status.STATUS_NO_TRANSACTION, Status.STATUS_NO_TRANSACTION));
        application.shutDown();
        assertThat(application.take("local.results")).containsExactly("attempt 2");
    }

    @ApplicationScoped
    static class Local {
        private final List<Integer> statuses = new CopyOnWriteArrayList<>();

        @Inject
        JMSContext context;

        @Inject
        TransactionManager manager;

        @QueueListener("local")
        @LocalTransaction
        void take(String text) throws Exception {
            statuses.add(manager.getStatus());
            context.createProducer().send(context.createQueue("local.results"), "attempt " + statuses.size());
            if (statuses.size() == 1) {
                throw new IllegalStateException("once");
            }
        }

        List<Integer> statuses() {
            return statuses;
        }
    }

    @ApplicationScoped
    static class Late {
        private final List<String> seen = new CopyOnWriteArrayList<>();

        @QueueListener("late")
        @JMSConnectionFactory("later")
        void take(String text) {
            seen.add(text);
        }

        List<String> seen() {
            return seen;
        }
    }
}
