package io.postrider.broker.core.store;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes the queues of a broker read ahead of their consumers, all together: a quarter of the memory budget. Nobody gets more than a
 * quarter of what is left of that, so that those who come later find something, too. Safe for all threads.
 */
public final class ReadAheadBudget {
    private static final int PART = 4;

    private final long budgetBytes;
    private final AtomicLong takenBytes = new AtomicLong();

    /** Of a memory budget, with nothing taken. */
    public ReadAheadBudget(long memoryBudgetBytes) {
        budgetBytes = memoryBudgetBytes / PART;
    }

    /**
     * Takes what there is for one, to be given back.
     *
     * @param mostBytes what it wants
     * @return how many bytes it gets; 0 if there are none
     */
    public long take(long mostBytes) {
        return share(takenBytes.getAndUpdate(taken -> taken + share(taken, mostBytes)), mostBytes);
    }

    private long share(long taken, long mostBytes) {
        return Math.min(mostBytes, (budgetBytes - taken) / PART);
    }

    /** Gives back what was taken. */
    public void giveBack(long bytes) {
        takenBytes.addAndGet(-bytes);
    }

    /** How many bytes are taken. */
    public long takenBytes() {
        return takenBytes.get();
    }
}
