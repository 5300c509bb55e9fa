package io.postrider.broker.model;

import io.postrider.protocol.link.BranchId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A local transaction, or a branch. */
final class ModelTransaction {

    enum State {
        ACTIVE,
        /** A branch whose work has ended. */
        ENDED,
        PREPARED
    }

    /** A message sent in it, and the queues it would have reached then. */
    record Addition(Sent sent, Set<ModelQueue> reached) {}

    final long number;
    final int link;
    final BranchId branch;
    final List<Addition> sent = new ArrayList<>();
    final List<ModelEntry> acknowledged = new ArrayList<>();
    State state = State.ACTIVE;
    /** When it was prepared; 0 if it was not. */
    long preparedAtMillis;
    /** Whether it was there at a crash. */
    boolean crashed;

    ModelTransaction(long number, int link, BranchId branch) {
        this.number = number;
        this.link = link;
        this.branch = branch;
    }

    boolean isEmpty() {
        return sent.isEmpty() && acknowledged.isEmpty();
    }

    /** Whoever sends in a transaction is a session of its own: its messages come when it is committed. */
    String session() {
        return "link " + link + " tx " + number;
    }

    @Override
    public String toString() {
        return branch == null ? "transaction " + number : "branch " + branch;
    }
}
