package io.postrider.broker.policy;

import io.postrider.broker.policy.Limits.WhenFull;

/**
 * What a whole broker may hold besides its memory budget, what becomes of what is too much, and what each user may have. Immutable.
 *
 * @param whenMemoryFull what becomes of a message that is not persistent beyond the memory budget: {@link WhenFull#PAGE},
 *     {@link WhenFull#BLOCK} or {@link WhenFull#FAIL}
 * @param maxJournalBytes how many bytes of messages the journal may have; 0 for no limit
 * @param whenJournalFull what becomes of a message beyond that: {@link WhenFull#BLOCK} or {@link WhenFull#FAIL}
 * @param blockTimeoutMillis how long a send waits for room before it fails
 * @param users what each user may have
 */
public record BrokerLimits(
        WhenFull whenMemoryFull,
        long maxJournalBytes,
        WhenFull whenJournalFull,
        long blockTimeoutMillis,
        UserRules users) {
    /** The default of {@link #blockTimeoutMillis}. */
    public static final long DEFAULT_BLOCK_TIMEOUT_MILLIS = 30_000;

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the setting and what is wrong
     */
    public BrokerLimits {
        require(
                whenMemoryFull != WhenFull.DROP_OLDEST,
                "whenMemoryFull must be page, block or fail, not drop-oldest: what would be dropped belongs to others."
                        + " The option whenFull of a destination may be drop-oldest");
        require(
                whenJournalFull == WhenFull.BLOCK || whenJournalFull == WhenFull.FAIL,
                "whenJournalFull must be block or fail, not " + whenJournalFull);
        require(maxJournalBytes >= 0, "maxJournalBytes must not be below 0");
        require(blockTimeoutMillis >= 0, "blockTimeoutMillis must not be below 0");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    /** No limit but the memory budget, beyond which messages lie in the journal alone. */
    public static BrokerLimits defaults() {
        return new BrokerLimits(WhenFull.PAGE, 0, WhenFull.BLOCK, DEFAULT_BLOCK_TIMEOUT_MILLIS, UserRules.none());
    }

    /** These limits with another action beyond the memory budget. */
    public BrokerLimits withWhenMemoryFull(WhenFull value) {
        return new BrokerLimits(value, maxJournalBytes, whenJournalFull, blockTimeoutMillis, users);
    }

    /** These limits with another one of the journal, and another action beyond it. */
    public BrokerLimits withJournal(long maxBytes, WhenFull whenFull) {
        return new BrokerLimits(whenMemoryFull, maxBytes, whenFull, blockTimeoutMillis, users);
    }

    /** These limits, and where the journal has none so many bytes, beyond which sends fail. */
    public BrokerLimits orJournalOf(long maxBytes) {
        return maxJournalBytes > 0 ? this : withJournal(maxBytes, WhenFull.FAIL);
    }

    /** These limits with another time that sends wait. */
    public BrokerLimits withBlockTimeoutMillis(long value) {
        return new BrokerLimits(whenMemoryFull, maxJournalBytes, whenJournalFull, value, users);
    }

    /** These limits with others of users. */
    public BrokerLimits withUsers(UserRules value) {
        return new BrokerLimits(whenMemoryFull, maxJournalBytes, whenJournalFull, blockTimeoutMillis, value);
    }

    /** That of memory. */
    public ByteRule memory(long budgetBytes) {
        return new ByteRule("memoryBudgetBytes", budgetBytes, whenMemoryFull, blockTimeoutMillis);
    }

    /** That of the journal. */
    public ByteRule journal() {
        return new ByteRule("maxJournalBytes", maxJournalBytes, whenJournalFull, blockTimeoutMillis);
    }
}
