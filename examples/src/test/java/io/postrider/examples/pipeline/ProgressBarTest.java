package io.postrider.examples.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private final AtomicLong nowMillis = new AtomicLong(1_000_000);

    @Test
    void fillsAndTellsTheRate() {
        ProgressBar bar = bar(true, 2_000);
        bar.show(0);
        nowMillis.addAndGet(2_000);
        bar.show(1_000);

        assertThat(printed()).endsWith("\r[" + "#".repeat(20) + ".".repeat(20) + "] 1,000 of 2,000  500 records/s ");
    }

    @Test
    void isDrawnTenTimesASecondAtMost() {
        ProgressBar bar = bar(true, 2_000);
        for (int done = 0; done < 1_000; done++) {
            bar.show(done);
            nowMillis.addAndGet(1);
        }

        assertThat(printed().chars().filter(c -> c == '\r').count()).isEqualTo(10);
    }

    @Test
    void isAFewPlainLinesWhereThereIsNoTerminal() {
        ProgressBar bar = bar(false, 1_000);
        for (int done = 0; done <= 1_000; done++) {
            bar.show(done);
        }
        bar.say("a word");
        bar.finish();

        assertThat(printed().lines()).hasSize(11).noneMatch(line -> line.contains("\r"));
    }

    @Test
    void alwaysShowsTheEnd() {
        ProgressBar bar = bar(true, 1_000);
        bar.show(1);
        bar.show(1_000);

        assertThat(printed()).contains("[" + "#".repeat(40) + "] 1,000 of 1,000");
    }

    private ProgressBar bar(boolean terminal, long total) {
        return new ProgressBar(out, () -> Instant.ofEpochMilli(nowMillis.get()), terminal, total);
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
