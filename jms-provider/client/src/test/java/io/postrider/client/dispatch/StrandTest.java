package io.postrider.client.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** One thread at a time, and no wake is missed. */
class StrandTest {

    @Test
    void allWorkIsDoneByOneThreadAtATimeWhoeverAnnouncesIt() throws InterruptedException {
        DispatchPool pool = DispatchPool.ofOwnThreads("strand-test");
        Queue<Integer> work = new ConcurrentLinkedQueue<>();
        AtomicBoolean busy = new AtomicBoolean();
        AtomicInteger done = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        Strand strand = new Strand(pool, () -> {
            if (!busy.compareAndSet(false, true)) {
                overlaps.incrementAndGet();
            }
            boolean some = work.poll() != null;
            if (some) {
                done.incrementAndGet();
            }
            busy.set(false);
            return some;
        });
        List<Thread> announcers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread announcer = new Thread(() -> {
                for (int n = 0; n < 5_000; n++) {
                    work.add(n);
                    strand.wake();
                }
            });
            announcers.add(announcer);
            announcer.start();
        }
        for (Thread announcer : announcers) {
            announcer.join();
        }
        await().until(() -> done.get() == 20_000);
        assertThat(overlaps).hasValue(0);
        pool.close();
    }

    @Test
    void itsThreadsAreDaemonsWithTheApplicationsClassLoader() {
        DispatchPool pool = DispatchPool.ofOwnThreads("strand-test");
        Queue<Thread> threads = new ConcurrentLinkedQueue<>();
        pool.execute(() -> threads.add(Thread.currentThread()));
        await().until(() -> !threads.isEmpty());
        assertThat(threads.peek().isDaemon()).isTrue();
        assertThat(threads.peek().getName()).startsWith("strand-test-");
        assertThat(threads.peek().getContextClassLoader())
                .isSameAs(Thread.currentThread().getContextClassLoader());
        pool.close();
        pool.execute(() -> threads.add(Thread.currentThread()));
        assertThat(threads).hasSize(1);
    }
}
