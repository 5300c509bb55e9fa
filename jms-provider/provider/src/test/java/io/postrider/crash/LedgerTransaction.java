package io.postrider.crash;

import java.util.ArrayList;
import java.util.List;

/** What the ledger knows of one transaction. */
final class LedgerTransaction {
    private final List<MessageName> sent = new ArrayList<>();
    private final List<Place> taken = new ArrayList<>();
    private Outcome outcome = Outcome.OPEN;

    /** A message at an endpoint. */
    record Place(String endpoint, MessageName message) {}

    /** How far it has come, as far as is known. */
    enum Outcome {
        /** It may only be forgotten. */
        OPEN,
        /** It is prepared, and must be found in doubt after a crash. */
        PREPARED,
        /** It may have happened. */
        COMMITTING,
        /** It has happened. */
        COMMITTED,
        /** It must not have happened. */
        ROLLED_BACK
    }

    List<MessageName> sent() {
        return sent;
    }

    List<Place> taken() {
        return taken;
    }

    boolean is(Outcome one) {
        return outcome == one;
    }

    void becomes(Outcome next) {
        outcome = next;
    }

    /** Whether its messages may be seen by anyone. */
    boolean mayBeSeen() {
        return outcome == Outcome.COMMITTING || outcome == Outcome.COMMITTED;
    }
}
