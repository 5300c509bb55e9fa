package io.postrider.examples.pipeline;

import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;

/** A bar that fills, with a rate; a line now and then where the output is no terminal. Not for several threads. */
final class ProgressBar {
    private static final int WIDTH = 40;
    private static final Duration REDRAW = Duration.ofMillis(100);
    private static final int LINES_WITHOUT_TERMINAL = 10;

    private final PrintStream out;
    private final InstantSource clock;
    private final boolean terminal;
    private final long total;
    private long startMillis = -1;
    private long startDone;
    private long shownMillis;
    private long shownDone;

    /** Starts to measure with the first progress shown. */
    ProgressBar(PrintStream out, InstantSource clock, boolean terminal, long total) {
        this.out = out;
        this.clock = clock;
        this.terminal = terminal;
        this.total = total;
    }

    /** Shows so much as done; not each time, as that would cost more than the work. */
    void show(long done) {
        long now = clock.millis();
        if (startMillis < 0) {
            startMillis = now;
            startDone = done;
        }
        boolean due = terminal
                ? now - shownMillis >= REDRAW.toMillis()
                : (done - shownDone) * LINES_WITHOUT_TERMINAL >= total;
        if (done == total && shownDone != total || due) {
            shownMillis = now;
            shownDone = done;
            String line = render(done, now);
            out.print(terminal ? "\r" + line : line + "\n");
            out.flush();
        }
    }

    /** Says something above the bar. */
    void say(String sentence) {
        String clearLine = "\r\033[K";
        out.println(terminal ? clearLine + sentence : sentence);
    }

    /** Leaves the bar as it is, and goes to the next line. */
    void finish() {
        if (terminal) {
            out.println();
        }
    }

    private String render(long done, long now) {
        int filled = (int) (WIDTH * done / total);
        long elapsedMillis = Math.max(1, now - startMillis);
        return String.format(
                Locale.ROOT,
                "[%s%s] %,d of %,d  %,d records/s ",
                "#".repeat(filled),
                ".".repeat(WIDTH - filled),
                done,
                total,
                (done - startDone) * 1000 / elapsedMillis);
    }
}
