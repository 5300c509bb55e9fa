package io.postrider.broker.core.store;

import io.postrider.broker.core.store.ByteLimit.Scope;
import io.postrider.broker.policy.Limits.WhenFull;
import io.postrider.broker.policy.UserLimits;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * What one user's connections and messages come to, and the limits they are held against: its own, and those of the broker. Persistent messages of
 * before the broker's start count, if they did when they were sent. Safe for all threads.
 */
public final class Account {
    private final String user;
    private final UserLimits limits;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicLong memoryBytes = new AtomicLong();
    private final AtomicLong journalBytes = new AtomicLong();
    /** Null where there is none. */
    private final ByteLimit memoryLimit;

    private final ByteLimit journalLimit;
    private final List<Gate> gates = new ArrayList<>(4);

    /**
     * An account.
     *
     * @param ofBroker the limits of the broker, of memory first
     * @param lines makes lines to wait in
     */
    Account(String user, UserLimits limits, List<ByteLimit> ofBroker, Supplier<WaitingLine> lines) {
        this.user = user;
        this.limits = limits;
        String whose = "user " + user;
        memoryLimit = limits.memory().any()
                ? new ByteLimit(whose, Scope.MEMORY_OF_USER, limits.memory(), memoryBytes::get, lines.get())
                : null;
        journalLimit = limits.journal().any()
                ? new ByteLimit(whose, Scope.JOURNAL, limits.journal(), journalBytes::get, lines.get())
                : null;
        if (memoryLimit != null) {
            gates.add(memoryLimit);
        }
        gates.addAll(ofBroker);
        if (journalLimit != null) {
            gates.add(journalLimit);
        }
    }

    /** Whose it is. */
    public String user() {
        return user;
    }

    /** What its user may have. */
    public UserLimits limits() {
        return limits;
    }

    /** What its messages are held against, in this order. */
    public List<Gate> gates() {
        return gates;
    }

    /** Whether any of these does this when it is full. */
    public boolean mayDo(WhenFull action) {
        for (Gate gate : gates) {
            if (gate.whenFull() == action) {
                return true;
            }
        }
        return false;
    }

    /** Whether it counts messages. */
    boolean isCounted() {
        return memoryLimit != null || journalLimit != null;
    }

    /** Whether its messages should not stay in memory. */
    boolean exceedsMemory() {
        return memoryLimit != null && memoryLimit.exceeded();
    }

    void addMemory(long bytes) {
        memoryBytes.addAndGet(bytes);
        if (bytes < 0 && memoryLimit != null) {
            memoryLimit.freed();
        }
    }

    void addJournal(long bytes) {
        journalBytes.addAndGet(bytes);
        if (bytes < 0 && journalLimit != null) {
            journalLimit.freed();
        }
    }

    /**
     * Counts a connection.
     *
     * @throws BrokerException with {@link BrokerError#RESOURCE_LIMIT} if there are as many as its user may have
     */
    public void connect() throws BrokerException {
        int open = connections.incrementAndGet();
        if (limits.maxConnections() > 0 && open > limits.maxConnections()) {
            connections.decrementAndGet();
            throw new BrokerException(
                    BrokerError.RESOURCE_LIMIT,
                    "user " + user + " has " + (open - 1) + " connections, and the setting "
                            + limits.connectionsSetting() + "=" + limits.maxConnections() + " permits no more");
        }
    }

    /** A connection has ended. */
    public void disconnect() {
        connections.decrementAndGet();
    }

    /** How many connections are open. */
    public int connections() {
        return connections.get();
    }

    /** What its messages take in memory, where that is counted. */
    public long memoryBytes() {
        return memoryBytes.get();
    }

    /** What its messages take in the journal, where that is counted. */
    public long journalBytes() {
        return journalBytes.get();
    }
}
