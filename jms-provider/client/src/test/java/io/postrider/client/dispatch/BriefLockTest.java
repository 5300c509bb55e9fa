package io.postrider.client.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One at a time, and each sees what the one before has done, with more threads than processors too. */
@Timeout(60)
class BriefLockTest {
    private static final int THREADS = 8;
    private static final int TIMES = 20_000;

    private final BriefLock lock = new BriefLock();
    // plain: the lock alone makes it safe
    private int count;

    private void count() {
        for (int i = 0; i < TIMES; i++) {
            lock.lock();
            try {
                count++;
            } finally {
                lock.unlock();
            }
        }
    }

    @Test
    void whatIsDoneWithItIsDoneByOneThreadAtATime() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(this::count);
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(count).isEqualTo(THREADS * TIMES);
    }
}
