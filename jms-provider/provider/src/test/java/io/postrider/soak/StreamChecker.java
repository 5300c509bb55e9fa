package io.postrider.soak;

import java.util.ArrayList;
import java.util.List;

/**
 * Counts what goes wrong in one stream of numbered messages, from one sending session to one consumer, in memory that does not grow: the
 * numbers are confirmed, delivered and acknowledged in order. Safe for all threads.
 */
final class StreamChecker {
    private static final int TOLD = 20;

    private final String name;
    private final List<String> told = new ArrayList<>();
    private long confirmed;
    private long next;
    private long highest = -1;
    private long acknowledged = -1;
    private long deliveries;
    private long outOfOrder;
    private long doubledUnflagged;
    private long seenAgain;

    StreamChecker(String name) {
        this.name = name;
    }

    /** All messages below this number are kept by the provider's word. */
    synchronized void confirmedBelow(long number) {
        confirmed = number;
    }

    synchronized void delivered(long number, boolean redelivered) {
        deliveries++;
        if (number <= acknowledged) {
            seenAgain++;
            tell(number + " came again, after the acknowledgement of " + acknowledged);
        }
        if (number <= highest && !redelivered) {
            doubledUnflagged++;
            tell(number + " came again and is not flagged");
        }
        if (number != next) {
            outOfOrder++;
            tell(number + " came, and " + next + " was due");
        }
        next = number + 1;
        highest = Math.max(highest, number);
    }

    /** All delivered so far is acknowledged: it must not be seen again. */
    synchronized void acknowledged() {
        acknowledged = next - 1;
    }

    /** What was not acknowledged is due again. */
    synchronized void rolledBack() {
        next = acknowledged + 1;
    }

    /** How many were confirmed and are not acknowledged yet. */
    synchronized long missing() {
        return Math.max(0, confirmed - (acknowledged + 1));
    }

    synchronized long deliveries() {
        return deliveries;
    }

    synchronized long confirmed() {
        return confirmed;
    }

    synchronized long violations() {
        return outOfOrder + doubledUnflagged + seenAgain;
    }

    synchronized long outOfOrder() {
        return outOfOrder;
    }

    synchronized long doubledUnflagged() {
        return doubledUnflagged;
    }

    synchronized long seenAgain() {
        return seenAgain;
    }

    private void tell(String what) {
        if (told.size() < TOLD) {
            told.add(what);
        }
    }

    @Override
    public synchronized String toString() {
        return name + ": confirmed " + confirmed + ", delivered " + deliveries + ", lost " + missing()
                + ", doubled without flag "
                + doubledUnflagged + ", out of order " + outOfOrder + ", acknowledged and seen again " + seenAgain
                + (told.isEmpty() ? "" : " " + told);
    }
}
