package io.postrider.cdi.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.postrider.cdi.TestApplication;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Injected contexts where no request is active: each thread is a scope of its own. */
class ThreadScopeTest {
    private static final int THREADS = 8;
    private static final int MESSAGES = 50;

    private TestApplication application;

    @ApplicationScoped
    static class Reporter {
        @Inject
        JMSContext context;

        JMSContext behind() {
            return ((InjectedContext) context).current();
        }

        void report(String text) {
            context.createProducer().send(context.createQueue("reports"), text);
        }
    }

    @BeforeEach
    void start() throws Exception {
        application = TestApplication.withBroker().start(Reporter.class);
    }

    @AfterEach
    void stop() {
        application.close();
    }

    private long connections() {
        return application.broker().status().connections();
    }

    @Test
    void aThreadKeepsItsContext() {
        Reporter reporter = application.get(Reporter.class);
        assertThat(reporter.behind()).isSameAs(reporter.behind());
        reporter.report("done");
        assertThat(application.take("reports")).containsExactly("done");
    }

    @Test
    void aRequestGoesBeforeTheThread() {
        Reporter reporter = application.get(Reporter.class);
        JMSContext ofThread = reporter.behind();
        application.inRequest(() -> assertThat(reporter.behind()).isNotSameAs(ofThread));
        assertThat(reporter.behind()).isSameAs(ofThread);
    }

    @Test
    void noTwoThreadsShareOne() throws Exception {
        Reporter reporter = application.get(Reporter.class);
        Set<JMSContext> contexts = Collections.newSetFromMap(new ConcurrentHashMap<>());
        CountDownLatch together = new CountDownLatch(THREADS);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> work = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                String name = "t" + t;
                work.add(threads.submit(() -> {
                    together.countDown();
                    together.await();
                    contexts.add(reporter.behind());
                    for (int i = 0; i < MESSAGES; i++) {
                        reporter.report(name + "-" + i);
                    }
                    return null;
                }));
            }
            for (Future<?> each : work) {
                each.get();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(contexts).hasSize(THREADS);
        List<String> reports = application.take("reports");
        assertThat(reports).hasSize(THREADS * MESSAGES).doesNotHaveDuplicates();
        for (int t = 0; t < THREADS; t++) {
            String prefix = "t" + t + "-";
            assertThat(reports.stream().filter(text -> text.startsWith(prefix)))
                    .isSortedAccordingTo((a, b) -> Integer.compare(
                            Integer.parseInt(a.substring(prefix.length())),
                            Integer.parseInt(b.substring(prefix.length()))));
        }
    }

    @Test
    void whatAnEndedThreadHadOpenIsClosed() throws Exception {
        long before = connections();
        Reporter reporter = application.get(Reporter.class);
        List<JMSContext> contexts = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(() -> contexts.add(reporter.behind()));
            thread.start();
            thread.join();
        }
        assertThat(contexts).hasSize(THREADS);
        await().untilAsserted(() -> assertThat(connections()).isEqualTo(before));
        assertThat(contexts).allSatisfy(context -> assertThatThrownBy(context::createTextMessage)
                .isInstanceOf(IllegalStateRuntimeException.class));
    }

    @Test
    void allIsClosedWhenTheContainerShutsDown() {
        long before = connections();
        JMSContext injected = application.get(JMSContext.class);
        JMSContext context = ((InjectedContext) injected).current();
        assertThat(connections()).isEqualTo(before + 1);
        application.shutDown();
        assertThat(connections()).isEqualTo(before);
        assertThatThrownBy(context::createTextMessage).isInstanceOf(IllegalStateRuntimeException.class);
        assertThatThrownBy(injected::createTextMessage).isInstanceOf(IllegalStateRuntimeException.class);
    }
}
