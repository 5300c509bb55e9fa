package io.postrider.crash;

import java.util.ArrayList;
import java.util.List;

/**
 * What the load process writes down: one line each, whole before the next step is taken.
 *
 * @param kind what happened
 * @param names what the kind says
 */
record Event(Kind kind, List<String> names) {

    /** In the order of a message's life. */
    enum Kind {
        /** The broker is up, branches in doubt have been completed, and the load begins. */
        READY,
        /** A send was confirmed: message. */
        SENT,
        /** The application has the message: endpoint, message, delivery count. */
        DELIVERED,
        /** The application is about to acknowledge outside a transaction: endpoint, message. */
        ACKNOWLEDGING,
        /** Unacknowledged messages of this endpoint's consumer will come again, in order: endpoint. */
        RESET,
        /** About to send in a transaction: transaction, message. */
        SENDING,
        /** About to acknowledge a delivered message in a transaction: transaction, endpoint, message. */
        TAKING,
        /** About to prepare a branch: transaction. */
        PREPARING,
        /** The branch is prepared: transaction. */
        PREPARED,
        /** After a restart, the branch was found prepared and without an outcome: transaction. */
        IN_DOUBT,
        /** About to commit: transaction. */
        COMMITTING,
        /** The commit was confirmed: transaction. */
        COMMITTED,
        /** About to roll back: transaction. */
        ROLLING_BACK,
        /** A message's content is not what was sent: endpoint, message. */
        DAMAGED,
        /** The load process cannot go on: the reason. */
        FAILED,
        /** All is done: nothing is left to receive. */
        DONE
    }

    static Event of(Kind kind, Object... names) {
        List<String> texts = new ArrayList<>();
        for (Object name : names) {
            texts.add(name.toString());
        }
        return new Event(kind, texts);
    }

    String name(int index) {
        return names.get(index);
    }

    String toLine() {
        return names.isEmpty() ? kind.name() : kind + " " + String.join(" ", names);
    }

    /** The event of a whole line; null for a line that the kill has cut. */
    static Event parse(String line) {
        if (!line.endsWith(";")) {
            return null;
        }
        String[] words = line.substring(0, line.length() - 1).split(" ");
        return new Event(Kind.valueOf(words[0]), List.of(words).subList(1, words.length));
    }
}
