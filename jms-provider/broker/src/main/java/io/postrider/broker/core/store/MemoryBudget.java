package io.postrider.broker.core.store;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes of messages a broker holds in memory. Beyond the budget, persistent messages are dropped from memory and
 * read back from the journal later; what cannot be dropped is refused beyond twice the budget. What a message takes in memory without its content,
 * its place in a queue and in the journal, leaves the less for contents: but a quarter of the budget is theirs in any case, however many
 * there are, and nothing is refused for it.
 */
public final class MemoryBudget {
    /** About what a message takes whose content lies in the journal alone. */
    static final int BARE_BYTES = 160;

    /** So much may be counted by each of some threads without the others' knowledge, or a part of the budget if that is less. */
    private static final long PORTION_BYTES = 64 << 10;

    private static final int PORTIONS_OF_A_BUDGET = 1_024;

    private final long budgetBytes;
    private final StripedSum usedBytes;
    private final AtomicLong bareMessages = new AtomicLong();
    /** Set before anything is counted. */
    private Runnable whenFreed = () -> {};

    /** With nothing used. */
    public MemoryBudget(long budgetBytes) {
        this.budgetBytes = budgetBytes;
        usedBytes = new StripedSum(Math.min(PORTION_BYTES, budgetBytes / PORTIONS_OF_A_BUDGET));
    }

    /** What is run whenever bytes are counted out: short, and on any thread. To be said before anything is counted. */
    void whenFreed(Runnable action) {
        whenFreed = action;
    }

    /** Counts bytes in. */
    public void add(long bytes) {
        usedBytes.add(bytes);
    }

    /** Counts bytes out. */
    public void remove(long bytes) {
        if (bytes != 0) {
            usedBytes.add(-bytes);
            whenFreed.run();
        }
    }

    /** Counts messages in or out that are in memory without their content. */
    void addBare(int messages) {
        bareMessages.addAndGet(messages);
    }

    /** How much there is for contents. */
    long contentBytes() {
        return Math.max(budgetBytes / 4, budgetBytes - BARE_BYTES * bareMessages.get());
    }

    /** Whether no more persistent messages should stay in memory. */
    public boolean exceeded() {
        long permitted = contentBytes();
        return usedBytes.atMost() > permitted && usedBytes.sum() > permitted;
    }

    /** Whether so many bytes more must be refused. */
    public boolean refuses(long bytes) {
        long permitted = limitBytes() - bytes;
        return usedBytes.atMost() > permitted && usedBytes.sum() > permitted;
    }

    /** What is used, in bytes. */
    public long usedBytes() {
        return usedBytes.sum();
    }

    /** The same or a little more, found without a look at what each thread has counted. */
    long usedBytesAtMost() {
        return usedBytes.atMost();
    }

    /** The budget, in bytes. */
    public long budgetBytes() {
        return budgetBytes;
    }

    /** Where messages are refused, in bytes. */
    public long limitBytes() {
        return budgetBytes > Long.MAX_VALUE / 2 ? Long.MAX_VALUE : 2 * budgetBytes;
    }
}
