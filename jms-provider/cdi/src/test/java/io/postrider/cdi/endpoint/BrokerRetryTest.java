package io.postrider.cdi.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.cdi.NarayanaBeans;
import io.postrider.cdi.TestApplication;
import io.postrider.cdi.listener.QueueListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A failed message that rests at the broker, by its policy, holds up no listener. */
class BrokerRetryTest {

    @ApplicationScoped
    static class Worker {
        private final List<String> seen = new CopyOnWriteArrayList<>();

        @QueueListener("jobs")
        void take(String job) {
            seen.add(job);
            if (job.equals("failing")) {
                throw new IllegalStateException("fails, as the test has it");
            }
        }

        List<String> seen() {
            return seen;
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theNextMessageGoesOnWhileTheFailedOneRests(boolean withJta) throws Exception {
        // a rest that no test waits for: what goes on does so because nothing is held
        try (TestApplication application = TestApplication.withPolicies("jobs redeliveryDelayMillis=3600000")) {
            application.send("jobs", "failing", "next", "last");
            if (withJta) {
                application.start(Worker.class, NarayanaBeans.class);
            } else {
                application.start(Worker.class);
            }
            Worker worker = application.get(Worker.class);
            await().untilAsserted(() -> assertThat(worker.seen()).containsExactly("failing", "next", "last"));
            application.shutDown();
            assertThat(application.broker().status().queue("queue://jobs").delayed())
                    .isEqualTo(1);
        }
    }
}
