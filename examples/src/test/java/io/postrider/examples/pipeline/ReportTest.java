package io.postrider.examples.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReportTest {

    @Test
    void isRightWhereEachRecordCameOutOnce() {
        Report report = report(3, 3, 0, 1, 2);

        assertThat(report.isRight()).isTrue();
        assertThat(printed(report))
                .contains("records in         3")
                .contains("records out        3")
                .contains("lost               0")
                .contains("duplicated         0")
                .contains("after 1 records")
                .contains("messages/s         3  ");
    }

    @Test
    void isWrongWhereARecordIsLost() {
        Report report = report(3, 3, 0, 2);

        assertThat(report.isRight()).isFalse();
        assertThat(report.lost()).isEqualTo(1);
    }

    @Test
    void isWrongWhereARecordCameOutTwice() {
        Report report = report(3, 3, 0, 1, 2, 1);

        assertThat(report.isRight()).isFalse();
        assertThat(printed(report)).contains("records out        4").contains("duplicated         1");
    }

    @Test
    void isWrongWhereNotAllWasRead() {
        assertThat(report(3, 2, 0, 1, 2).isRight()).isFalse();
    }

    private static Report report(long expected, long recordsIn, long... recordsOut) {
        Totals totals = new Totals();
        for (long record : recordsOut) {
            totals.add(record, "group", record, "record " + record);
        }
        return new Report(
                expected,
                new Store.Remains(recordsIn, totals),
                new Supervisor.Outcome(1, Duration.ofSeconds(2)),
                new LineLength());
    }

    private static String printed(Report report) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        report.print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
