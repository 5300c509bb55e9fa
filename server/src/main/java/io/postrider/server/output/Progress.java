package io.postrider.server.output;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;

/** Counts on one line of a terminal's error output, a few times a second; nowhere else. For one thread. */
public final class Progress implements AutoCloseable {
    private static final String TERMINAL_PROPERTY = "postrider.terminal";
    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final PrintStream terminal;
    private final String what;
    private final long startNanos = System.nanoTime();
    private long count;
    private long shownNanos = startNanos;
    private boolean shown;

    /**
     * Begins at 0.
     *
     * @param what is counted, such as "messages sent"
     */
    public Progress(String what) {
        this.what = what;
        this.terminal = isTerminal() ? System.err : null;
    }

    /** Whether a person sees the error output; {@code bin/postrider} knows. */
    public static boolean isTerminal() {
        return Boolean.getBoolean(TERMINAL_PROPERTY);
    }

    /** One more. */
    public void add() {
        count++;
        long now = System.nanoTime();
        if (terminal != null && now - shownNanos > INTERVAL_NANOS) {
            shownNanos = now;
            show(now);
        }
    }

    private void show(long now) {
        shown = true;
        double seconds = (now - startNanos) / 1e9;
        terminal.printf("\r%,d %s, %,.0f per second  ", count, what, count / seconds);
        terminal.flush();
    }

    /** How many so far. */
    public long count() {
        return count;
    }

    /** Ends the line, if there is one. */
    @Override
    public void close() {
        if (shown) {
            show(System.nanoTime());
            terminal.println();
        }
    }
}
