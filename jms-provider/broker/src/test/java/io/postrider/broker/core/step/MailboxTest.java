package io.postrider.broker.core.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MailboxTest {
    private static final int THREADS = 6;
    private static final int STEPS = 200_000;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final ExecutorService relief = Executors.newCachedThreadPool();

    @AfterEach
    void stop() throws InterruptedException {
        threads.shutdownNow();
        relief.shutdownNow();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(relief.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void stepsOfOneThreadRunInTheOrderOfTheirSubmissionAndOneAtATime() throws Exception {
        // plain fields: they belong to the mailbox, and so does what is found wrong
        int[] last = new int[THREADS];
        List<String> wrongs = new ArrayList<>();
        Mailbox mailbox = new Mailbox("test", relief, () -> {});
        List<Future<?>> submitting = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            int thread = t;
            submitting.add(threads.submit(() -> {
                for (int i = 1; i <= STEPS; i++) {
                    int step = i;
                    mailbox.submit(() -> {
                        if (last[thread] != step - 1) {
                            wrongs.add("thread " + thread + ": step " + step + " ran after step " + last[thread]);
                        }
                        last[thread] = step;
                    });
                }
            }));
        }
        for (Future<?> thread : submitting) {
            thread.get(60, TimeUnit.SECONDS);
        }
        atRest(mailbox);
        assertThat(wrongs).isEmpty();
        assertThat(last).containsOnly(STEPS);
    }

    @Test
    void aStepThatSubmitsIsEndedBeforeWhatItSubmittedRuns() {
        List<String> events = new ArrayList<>();
        Mailbox mailbox = new Mailbox("test", relief, () -> events.add("rest"));
        mailbox.submit(() -> {
            mailbox.submit(() -> events.add("inner"));
            events.add("outer");
        });
        assertThat(events).containsExactly("outer", "inner", "rest");
    }

    @Test
    void aStepThatThrowsStopsNobody() {
        List<String> events = new ArrayList<>();
        Mailbox mailbox = new Mailbox("test", relief, () -> {});
        mailbox.submit(() -> {
            mailbox.submit(() -> events.add("later"));
            throw new IllegalStateException("a defect");
        });
        mailbox.submit(() -> events.add("last"));
        assertThat(events).containsExactly("later", "last");
    }

    /** Waits until what was submitted before has run. */
    private static void atRest(Mailbox mailbox) throws Exception {
        CompletableFuture<Void> reached = new CompletableFuture<>();
        mailbox.submit(() -> reached.complete(null));
        reached.get(60, TimeUnit.SECONDS);
    }
}
