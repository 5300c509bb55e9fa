package io.postrider.broker.model;

import java.util.ArrayDeque;
import java.util.Deque;

/** What was done of late, for the report of a failure. */
final class History {
    private static final int LINES = Integer.getInteger("postrider.history", 60);

    private final Deque<String> lines = new ArrayDeque<>();

    void add(String line) {
        if (lines.size() == LINES) {
            lines.removeFirst();
        }
        lines.addLast(line);
    }

    void addToLast(String more) {
        lines.addLast(lines.removeLast() + more);
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
