package io.postrider.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.benchmarks.trial.Contender;
import io.postrider.benchmarks.trial.Effort;
import io.postrider.benchmarks.trial.Outcome;
import io.postrider.benchmarks.trial.Transport;
import io.postrider.benchmarks.trial.Trial;
import io.postrider.benchmarks.workload.Metric;
import io.postrider.benchmarks.workload.Windows;
import io.postrider.benchmarks.workload.Workloads;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {
    private static final Effort EFFORT = new Effort(new Windows(1, 2, 3), 4, 5, 3);
    private static final Trial RATES = new Trial(Workloads.named("queue-persistent-8x8"), Transport.TCP, 1024);
    private static final Trial TIMES = new Trial(Workloads.named("request-reply"), Transport.VM, 1024);

    @TempDir
    private Path folder;

    private static Outcome rate(Contender contender, int round, double value) {
        return new Outcome(contender, round, Map.of(Metric.RATE, value), null);
    }

    private static Outcome time(Contender contender, double value) {
        return new Outcome(contender, 1, Map.of(Metric.P50_MICROS, value), null);
    }

    /** In round 2 the machine was slow for both: the ratios are 2, 4, 3. */
    private static Comparison rates() {
        return new Comparison(
                RATES,
                EFFORT,
                List.of(
                        rate(Contender.POSTRIDER, 1, 200),
                        rate(Contender.ARTEMIS, 1, 100),
                        new Outcome(Contender.CLASSIC, 1, Map.of(), "no such thing"),
                        rate(Contender.POSTRIDER, 2, 40),
                        rate(Contender.ARTEMIS, 2, 10),
                        rate(Contender.POSTRIDER, 3, 300),
                        rate(Contender.ARTEMIS, 3, 100)));
    }

    @Test
    void aRatioIsTakenWithinARoundAndMediansAreTold() {
        Comparison comparison = rates();
        assertThat(comparison.median(Contender.POSTRIDER, Metric.RATE)).hasValue(200);
        assertThat(comparison.advantageOver(Contender.ARTEMIS, Metric.RATE)).hasValue(3);
        assertThat(comparison.advantageOver(Contender.CLASSIC, Metric.RATE)).isEmpty();
        assertThat(comparison.failure(Contender.CLASSIC)).hasValue("no such thing");
    }

    @Test
    void lessIsBetterOfTimes() {
        Comparison comparison =
                new Comparison(TIMES, EFFORT, List.of(time(Contender.POSTRIDER, 50), time(Contender.CLASSIC, 125)));
        assertThat(comparison.advantageOver(Contender.CLASSIC, Metric.P50_MICROS))
                .hasValue(2.5);
    }

    @Test
    void whatIsKeptIsReadBackInTheOrderOfTheTables() throws Exception {
        Comparison times = new Comparison(TIMES, EFFORT, List.of(time(Contender.POSTRIDER, 50)));
        Results results = new Results(folder.resolve("results"));
        results.add(rates());
        results.add(times);
        assertThat(results.all()).isEqualTo(List.of(times, rates()));
    }

    @Test
    void tablesAndPictureReachThePage() throws Exception {
        Path page = folder.resolve("PERFORMANCE.md");
        Files.writeString(
                page,
                """
                before
                <!-- figures: bin/postrider bench --publish -->
                old
                <!-- end of figures -->
                after
                """);
        PerformancePage.publish(List.of(rates()), folder);
        assertThat(Files.readString(page))
                .startsWith("before\n")
                .endsWith("<!-- end of figures -->\nafter\n")
                .contains("| persistent queue, 8x8 | 1024 | 3 | 200 | 100 | failed | 3.00x |")
                .doesNotContain("old");
        byte[] picture = Files.readString(folder.resolve("performance.svg")).getBytes(StandardCharsets.UTF_8);
        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(picture))
                        .getElementsByTagName("circle")
                        .getLength())
                .as("four of the legend and one peer")
                .isEqualTo(5);
    }

    @Test
    void aPageWithoutItsMarksIsLeftAlone() throws Exception {
        Files.writeString(folder.resolve("PERFORMANCE.md"), "no marks");
        assertThatThrownBy(() -> PerformancePage.publish(List.of(rates()), folder))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("PERFORMANCE.md");
    }
}
