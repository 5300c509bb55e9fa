package io.postrider.journal.derby;

import io.postrider.broker.journal.Journal;
import io.postrider.broker.journal.JournalException;
import io.postrider.broker.journal.JournalRecord;
import io.postrider.broker.journal.JournalSettings;
import io.postrider.broker.journal.JournalUnit;
import io.postrider.broker.journal.JournalUnit.Urgency;
import io.postrider.broker.journal.Outcome;
import io.postrider.broker.journal.RetainedRecord;
import io.postrider.broker.journal.UnitCompletion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Semaphore;

/**
 * Measures the journal; not a test. Arguments: a directory that does not exist yet, and seconds for each measure. How to
 * run it and what came of it is in docs/JOURNAL.md.
 */
final class JournalRates {
    private static final int BODY_BYTES = 1024;
    private static final int RELEASE_BEHIND = 1_000;

    private final Journal journal;
    private final long nanos;

    private JournalRates(Journal journal, long nanos) {
        this.journal = journal;
        this.nanos = nanos;
    }

    private static final class Kept extends RetainedRecord {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        if (Files.exists(directory)) {
            throw new IllegalArgumentException(directory + " exists");
        }
        double seconds = Double.parseDouble(arguments[1]);
        long start = System.nanoTime();
        Journal journal = open(directory);
        journal.recover((bytes, offset, length) -> new Kept());
        System.out.printf("a new store opened in %.2f s%n", secondsSince(start));
        JournalRates rates = new JournalRates(journal, (long) (seconds * 1e9));
        rates.callers(1, false);
        for (int callers : new int[] {1, 8, 32}) {
            rates.callers(callers, true);
        }
        rates.windows(4, 256);
        rates.windows(4, 31);
        int backlog = (int) (seconds * 100_000);
        rates.backlog(directory, backlog);
    }

    private static Journal open(Path directory) throws JournalException {
        return new DerbyJournalProvider().open(new JournalSettings("rates", directory, Thread::new, Map.of()));
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static JournalRecord added(Kept kept) {
        return new JournalRecord(new byte[30], new byte[BODY_BYTES], kept);
    }

    /** Each caller waits for its commit, and acknowledges what it appended some time ago. */
    private void callers(int callers, boolean printed) throws InterruptedException {
        long before = journal.status().commits();
        List<Thread> threads = new ArrayList<>();
        long[][] latencies = new long[callers][];
        long start = System.nanoTime();
        for (int i = 0; i < callers; i++) {
            int number = i;
            threads.add(new Thread(() -> latencies[number] = call(start)));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        if (printed) {
            print(
                    callers + " synchronous",
                    start,
                    Arrays.stream(latencies).flatMapToLong(Arrays::stream).toArray(),
                    before);
        }
    }

    private long[] call(long start) {
        Queue<Kept> kept = new ArrayDeque<>();
        long[] latencies = new long[1 << 20];
        int count = 0;
        while (System.nanoTime() - start < nanos && count < latencies.length) {
            Kept next = new Kept();
            Outcome outcome = new Outcome();
            long begin = System.nanoTime();
            journal.append(new JournalUnit(List.of(added(next)), Urgency.CALLER_WAITS, outcome));
            outcome.await();
            latencies[count++] = System.nanoTime() - begin;
            kept.add(next);
            if (kept.size() > RELEASE_BEHIND) {
                acknowledge(kept.remove());
            }
        }
        kept.forEach(this::acknowledge);
        return Arrays.copyOf(latencies, count);
    }

    private void acknowledge(Kept kept) {
        journal.append(new JournalUnit(
                List.of(new JournalRecord(new byte[20], null, null)), Urgency.LAZY, new UnitCompletion() {
                    @Override
                    public void committed() {
                        journal.release(kept);
                    }

                    @Override
                    public void failed(JournalException cause) {
                        throw new IllegalStateException(cause);
                    }
                }));
    }

    /** Each producer has a window of units under way; half of the units acknowledge. */
    private void windows(int producers, int window) throws InterruptedException {
        long before = journal.status().commits();
        List<Thread> threads = new ArrayList<>();
        long start = System.nanoTime();
        long[] counts = new long[producers];
        for (int i = 0; i < producers; i++) {
            int number = i;
            threads.add(new Thread(() -> counts[number] = produce(start, window)));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        long total = Arrays.stream(counts).sum();
        System.out.printf(
                "%d with a window of %d: %,.0f/s, %.0f a commit; store %,d KiB%n",
                producers,
                window,
                total / secondsSince(start),
                (double) total / (journal.status().commits() - before),
                journal.status().storeBytes() >> 10);
    }

    private long produce(long start, int window) {
        Semaphore room = new Semaphore(window);
        long count = 0;
        for (; System.nanoTime() - start < nanos; count++) {
            room.acquireUninterruptibly();
            Kept kept = new Kept();
            journal.append(new JournalUnit(List.of(added(kept)), Urgency.PROMPT, new UnitCompletion() {
                @Override
                public void committed() {
                    room.release();
                    acknowledge(kept);
                }

                @Override
                public void failed(JournalException cause) {
                    throw new IllegalStateException(cause);
                }
            }));
        }
        room.acquireUninterruptibly(window);
        return count;
    }

    /** Appends a backlog, reopens the store, and reads all of it back in order. */
    private void backlog(Path directory, int count) throws JournalException {
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            if (i % 10_000 == 0) {
                waitForAll();
            }
            journal.append(new JournalUnit(List.of(added(new Kept())), Urgency.PROMPT, UnitCompletion.NONE));
        }
        waitForAll();
        System.out.printf("a backlog of %,d written: %,.0f/s%n", count, count / secondsSince(start));
        journal.close();
        start = System.nanoTime();
        Journal reopened = open(directory);
        double booted = secondsSince(start);
        List<Kept> found = new ArrayList<>();
        start = System.nanoTime();
        reopened.recover((bytes, offset, length) -> {
            if (length == 20) {
                return null;
            }
            found.add(new Kept());
            return found.get(found.size() - 1);
        });
        System.out.printf(
                "opened in %.2f s, recovered %,d: %,.0f/s%n", booted, found.size(), found.size() / secondsSince(start));
        start = System.nanoTime();
        for (Kept kept : found) {
            reopened.read(kept);
        }
        System.out.printf("read back in order: %,.0f/s%n", found.size() / secondsSince(start));
        start = System.nanoTime();
        for (int i = 0; i < 200; i++) {
            reopened.read(found.get((int) (i * 7_919L * 104_729 % found.size())));
        }
        System.out.printf("read back at random: %,.0f/s%n", 200 / secondsSince(start));
        reopened.close();
    }

    private void waitForAll() {
        Outcome outcome = new Outcome();
        journal.append(new JournalUnit(List.of(), Urgency.CALLER_WAITS, outcome));
        outcome.await();
    }

    private void print(String what, long start, long[] latencies, long commitsBefore) {
        double rate = latencies.length / secondsSince(start);
        Arrays.sort(latencies);
        System.out.printf(
                "%s: %,.0f/s, p50 %d us, p99 %d us, p99.9 %d us, %.1f a commit%n",
                what,
                rate,
                latencies[latencies.length / 2] / 1000,
                latencies[(int) (latencies.length * 0.99)] / 1000,
                latencies[(int) (latencies.length * 0.999)] / 1000,
                (double) latencies.length / (journal.status().commits() - commitsBefore));
    }
}
