package io.postrider.examples.pipeline;

import java.io.PrintStream;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How far the first and the last stage have come, in committed records. Each step is told to the supervisor as a line of
 * two numbers. The first stage waits here when it is too far ahead of the last. Safe for all threads.
 */
final class Progress {
    private static final int MAX_RECORDS_AHEAD = 5_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition roomToIngest = lock.newCondition();
    private final PrintStream supervisor;
    private long ingested;
    private long aggregated;

    Progress(PrintStream supervisor) {
        this.supervisor = supervisor;
    }

    /** So many records are on the queue, or have been. */
    void ingested(long records) {
        lock.lock();
        try {
            ingested = records;
            tell();
        } finally {
            lock.unlock();
        }
    }

    /** So many records have come out. */
    void aggregated(long records) {
        lock.lock();
        try {
            aggregated = records;
            roomToIngest.signalAll();
            tell();
        } finally {
            lock.unlock();
        }
    }

    /** Blocks while too many records are under way. */
    void awaitRoomToIngest() throws InterruptedException {
        lock.lock();
        try {
            while (ingested - aggregated >= MAX_RECORDS_AHEAD) {
                roomToIngest.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private void tell() {
        supervisor.println(ingested + " " + aggregated);
    }
}
