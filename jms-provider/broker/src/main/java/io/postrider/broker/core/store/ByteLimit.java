package io.postrider.broker.core.store;

import io.postrider.broker.policy.ByteRule;
import io.postrider.broker.policy.Limits;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.message.Message;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** So many bytes of messages and no more: a user's or all, in memory or in the journal. Safe for all threads. */
public final class ByteLimit implements Gate {

    /** Which messages are held against it. */
    public enum Scope {
        /** All of a user's, as all take memory until they are on disk alone. */
        MEMORY_OF_USER,
        /** What cannot leave memory by itself: persistent ones do when the budget is exceeded. */
        MEMORY_OF_BROKER,
        /** What the journal is to have. */
        JOURNAL
    }

    private final String whose;
    private final Scope scope;
    private final ByteRule rule;
    private final LongSupplier usedBytes;
    private final LongSupplier usedBytesAtMost;
    private final WaitingLine line;

    /**
     * A limit.
     *
     * @param whose for people: whose messages they are
     * @param usedBytes what is used now; {@link #freed} is to follow whenever that has become less
     */
    ByteLimit(String whose, Scope scope, ByteRule rule, LongSupplier usedBytes, WaitingLine line) {
        this(whose, scope, rule, usedBytes, usedBytes, line);
    }

    /**
     * A limit.
     *
     * @param usedBytesAtMost what is used now or more, found with less effort
     */
    ByteLimit(
            String whose,
            Scope scope,
            ByteRule rule,
            LongSupplier usedBytes,
            LongSupplier usedBytesAtMost,
            WaitingLine line) {
        this.usedBytesAtMost = usedBytesAtMost;
        this.whose = whose;
        this.scope = scope;
        this.rule = rule;
        this.usedBytes = usedBytes;
        this.line = line;
    }

    @Override
    public boolean isFullFor(Message message, boolean journaled) {
        boolean concerned =
                switch (scope) {
                    case MEMORY_OF_USER -> true;
                    case MEMORY_OF_BROKER -> !message.persistent();
                    case JOURNAL -> journaled;
                };
        return concerned && (line.count() > 0 || lacksRoomFor(message.estimatedBytes()));
    }

    /** One message of any size has room where nothing is. */
    private boolean lacksRoomFor(int sizeBytes) {
        if (usedBytesAtMost.getAsLong() + sizeBytes <= rule.maxBytes()) {
            return false;
        }
        // what waits for this very room does not take it
        long used = usedBytes.getAsLong() - (scope == Scope.MEMORY_OF_BROKER ? line.bytes() : 0);
        return used > 0 && used + sizeBytes > rule.maxBytes();
    }

    boolean exceeded() {
        return usedBytes.getAsLong() > rule.maxBytes();
    }

    @Override
    public Limits.WhenFull whenFull() {
        return rule.whenFull();
    }

    private String figures() {
        return whose + " has " + usedBytes.getAsLong() + " bytes of messages in "
                + (scope == Scope.JOURNAL ? "the journal" : "memory") + ", and the setting " + rule.setting() + "="
                + rule.maxBytes();
    }

    @Override
    public BrokerException refusal() {
        return new BrokerException(BrokerError.RESOURCE_LIMIT, figures() + " permits no more");
    }

    private BrokerException timedOut() {
        return new BrokerException(
                BrokerError.RESOURCE_LIMIT,
                figures() + " permitted no more for blockTimeoutMillis=" + rule.blockTimeoutMillis());
    }

    @Override
    public void await(int sizeBytes, Runnable go, Consumer<BrokerException> refused) {
        line.add(sizeBytes, go, refused, rule.blockTimeoutMillis(), this::timedOut);
        freed();
    }

    @Override
    public void entered() {
        line.entered();
        freed();
    }

    /** There may be room for whoever waits. */
    void freed() {
        if (line.count() > 0) {
            line.letIn(this::lacksRoomFor, this::refusal);
        }
    }
}
