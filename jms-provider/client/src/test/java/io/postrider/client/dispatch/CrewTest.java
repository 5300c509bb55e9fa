package io.postrider.client.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many strands on few threads: each still works alone, none is forgotten, and none waits for another that blocks. */
class CrewTest {
    private static final int SIZE = 2;
    private static final String CREW = "crew-test";

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, CREW);
        thread.setContextClassLoader(null);
        return thread;
    });
    private final Crew crew = new Crew(threads, SIZE, 0);
    private final DispatchPool pool = DispatchPool.ofOwnThreads("own", crew);

    @AfterEach
    void end() {
        pool.close();
        threads.shutdownNow();
    }

    /** A strand that counts what it does, and on which threads. */
    private final class Worker {
        private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
        private final AtomicInteger running = new AtomicInteger();
        private final AtomicInteger overlaps = new AtomicInteger();
        private final AtomicInteger done = new AtomicInteger();
        private final Set<Thread> met = ConcurrentHashMap.newKeySet();
        private final Strand strand;
        private volatile Thread latest;

        private Worker() {
            this(pool);
        }

        private Worker(DispatchPool of) {
            strand = Strand.sharing(of, this::step);
        }

        private boolean step() {
            if (running.getAndIncrement() != 0) {
                overlaps.incrementAndGet();
            }
            Runnable task = tasks.poll();
            if (task != null) {
                latest = Thread.currentThread();
                met.add(latest);
                task.run();
            }
            running.decrementAndGet();
            // counted last: what is seen to be done is over
            if (task != null) {
                done.incrementAndGet();
            }
            return task != null;
        }

        private void give(Runnable task) {
            tasks.add(task);
            strand.wake();
        }

        private void doOne(Runnable task) {
            int before = done.get();
            give(task);
            await().until(() -> done.get() > before);
        }

        private boolean isShared() {
            return latest != null && latest.getName().equals(CREW);
        }

        /** Gives it brief work until it has joined, which it does when it has looked often enough and others are awake or it is. */
        private Worker joined() {
            while (!isShared()) {
                int before = done.get();
                give(() -> {});
                while (done.get() == before) {
                    Thread.yield();
                }
            }
            return this;
        }
    }

    private List<Worker> joined(int count) {
        List<Worker> workers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            workers.add(new Worker().joined());
        }
        return workers;
    }

    @Test
    void briefStrandsAreRunByFewThreadsEachByOneAtATimeAndNoWakeIsMissed() throws InterruptedException {
        List<Worker> workers = joined(100);
        workers.forEach(worker -> worker.met.clear());
        List<Thread> announcers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Thread announcer = new Thread(() -> {
                for (int round = 0; round < 300; round++) {
                    workers.forEach(worker -> worker.give(() -> {}));
                }
            });
            announcers.add(announcer);
            announcer.start();
        }
        for (Thread announcer : announcers) {
            announcer.join();
        }
        await().until(() -> workers.stream().allMatch(worker -> worker.tasks.isEmpty()));
        assertThat(workers).allMatch(worker -> worker.overlaps.get() == 0);
        Set<Thread> met = ConcurrentHashMap.newKeySet();
        workers.forEach(worker -> met.addAll(worker.met));
        assertThat(met).as("threads of a hundred strands").hasSizeLessThan(50);
    }

    @Test
    void whereFewAreAwakeEachKeepsAThreadOfItsOwn() {
        DispatchPool few = DispatchPool.ofOwnThreads("few", new Crew(threads, SIZE, 1));
        Worker worker = new Worker(few);
        for (int i = 0; i < 20 * Brevity.PROOF; i++) {
            int before = worker.done.get();
            worker.give(() -> {});
            while (worker.done.get() == before) {
                Thread.yield();
            }
            assertThat(worker.isShared()).isFalse();
        }
        few.close();
    }

    @Test
    void strandsThatBlockHoldUpNoOther() throws InterruptedException {
        List<Worker> workers = joined(10);
        CountDownLatch released = new CountDownLatch(1);
        CountDownLatch blocked = new CountDownLatch(9);
        workers.subList(0, 9)
                .forEach(worker -> worker.give(() -> {
                    blocked.countDown();
                    awaitLatch(released);
                }));
        blocked.await();
        workers.get(9).doOne(released::countDown);
        await().until(() -> workers.stream().allMatch(worker -> worker.tasks.isEmpty() && worker.running.get() == 0));
    }

    /** The last one at work looks a few times, then goes: what comes just then is seen by it, or calls another. */
    @Test
    void noWakeIsMissedAsTheLastOneGoes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Worker worker = new Worker().joined();
        for (int i = 0; i < 30_000; i++) {
            int before = worker.done.get();
            worker.give(() -> {});
            long given = System.nanoTime();
            while (worker.done.get() == before) {
                Thread.onSpinWait();
                assertThat(System.nanoTime() - given)
                        .as("seed %d, wake %d", seed, i)
                        .isLessThan(30_000_000_000L);
            }
            long pause = System.nanoTime() + random.nextInt(30_000);
            while (System.nanoTime() < pause) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void anErrorThatEndsAThreadLeavesNobodyInTheLine() {
        DispatchPool alone = DispatchPool.ofOwnThreads("alone", new Crew(threads, 1, 0));
        Worker failing = new Worker(alone).joined();
        Worker other = new Worker(alone).joined();
        int before = other.done.get();
        failing.give(() -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, error) -> {});
            other.give(() -> {});
            throw new AssertionError("as if there were no memory");
        });
        await().until(() -> other.done.get() > before);
        alone.close();
    }

    @Test
    void whoIsHeldUpAtRandomLeavesTheCrewAsItWas() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Worker> workers = joined(20);
        AtomicInteger done = new AtomicInteger();
        for (int i = 0; i < 2_000; i++) {
            boolean blocks = random.nextInt(20) == 0;
            workers.get(random.nextInt(workers.size())).give(() -> {
                if (blocks) {
                    LockSupport.parkNanos(3 * Watch.TICK_NANOS);
                }
                done.incrementAndGet();
            });
        }
        await("seed " + seed).until(() -> done.get() == 2_000);
        await("seed " + seed).until(crew::isIdle);
        assertThat(workers).as("seed %d", seed).allMatch(worker -> worker.overlaps.get() == 0);
        for (int i = 0; i < SIZE; i++) {
            assertThat(crew.takePlace()).as("as many as ever can work").isTrue();
        }
        assertThat(crew.takePlace()).as("and no more").isFalse();
    }

    @Test
    void whoWasHeldUpGoesWhereEnoughAreAtWork() throws InterruptedException {
        List<Worker> workers = joined(10);
        CountDownLatch released = new CountDownLatch(1);
        CountDownLatch blocked = new CountDownLatch(5);
        for (Worker worker : workers.subList(5, 10)) {
            for (int i = 0; i < 1_000_000; i++) {
                worker.tasks.add(() -> {});
            }
        }
        for (Worker worker : workers) {
            worker.give(() -> {
                if (!worker.tasks.isEmpty()) {
                    return;
                }
                blocked.countDown();
                awaitLatch(released);
            });
        }
        blocked.await();
        assertThat(crew.members()).as("those that block, too").hasSizeGreaterThan(SIZE);
        released.countDown();
        await().until(() -> crew.members().size() <= SIZE);
        assertThat(workers.subList(5, 10))
                .as("there was work all the time")
                .anyMatch(worker -> !worker.tasks.isEmpty());
    }

    @Test
    void aStrandWhoseStepsAreNotBriefGoesBackToAThreadOfItsOwn() {
        Worker worker = new Worker().joined();
        for (int i = 0; i < 10 && worker.isShared(); i++) {
            worker.doOne(() -> LockSupport.parkNanos(20 * Brevity.BRIEF_NANOS));
        }
        assertThat(worker.latest.getName()).startsWith("own-");
    }

    @Test
    void aStrandThatIsNeverDoneGoesBackToo() {
        Worker slow = new Worker().joined();
        Worker brief = new Worker().joined();
        for (int i = 0; i < 10_000; i++) {
            slow.tasks.add(() -> LockSupport.parkNanos(20 * Brevity.BRIEF_NANOS));
        }
        slow.strand.wake();
        await().until(() -> {
            brief.give(() -> {});
            return !slow.isShared();
        });
        assertThat(slow.tasks).as("there was work all the time").isNotEmpty();
        slow.tasks.clear();
    }

    @Test
    void itsThreadsHaveTheLoaderOfTheStrandsConnectionAndNoInterruptOfAnother() {
        ClassLoader mine = Thread.currentThread().getContextClassLoader();
        ClassLoader another = new ClassLoader(mine) {};
        Worker first = new Worker().joined();
        Thread.currentThread().setContextClassLoader(another);
        DispatchPool other = DispatchPool.ofOwnThreads("other", crew);
        Thread.currentThread().setContextClassLoader(mine);
        assertThat(other.crew()).isSameAs(crew);
        List<Object> seen = new ArrayList<>();
        first.doOne(() -> {
            seen.add(Thread.currentThread().getName());
            seen.add(Thread.currentThread().getContextClassLoader());
            Thread.currentThread().interrupt();
            Thread.currentThread().setContextClassLoader(another);
        });
        first.doOne(() -> {
            seen.add(Thread.currentThread().isInterrupted());
            other.lendLoader();
            seen.add(Thread.currentThread().getContextClassLoader());
        });
        assertThat(seen).containsExactly(CREW, mine, false, another);
        await().until(crew::isIdle);
        other.close();
    }

    @Test
    void aClosedPoolsStrandsAreNotRunAnyMore() {
        Worker worker = new Worker().joined();
        await().until(crew::isIdle);
        int before = worker.done.get();
        pool.close();
        worker.give(() -> {});
        assertThat(crew.isIdle()).isTrue();
        assertThat(worker.done).hasValue(before);
    }

    @Test
    void somebodyElsesThreadsShareNoStrand() {
        DispatchPool foreign = DispatchPool.over(threads);
        assertThat(foreign.crew()).isNull();
        AtomicInteger steps = new AtomicInteger();
        Strand strand = Strand.sharing(foreign, () -> steps.incrementAndGet() == 1);
        strand.wake();
        await().until(() -> steps.get() > 1);
        assertThat(crew.isIdle()).isTrue();
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
