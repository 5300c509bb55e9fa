package io.postrider.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.benchmarks.bench.Installation;
import io.postrider.benchmarks.bench.Runner;
import io.postrider.benchmarks.trial.Contender;
import io.postrider.benchmarks.trial.Effort;
import io.postrider.benchmarks.trial.Transport;
import io.postrider.benchmarks.trial.Trial;
import io.postrider.benchmarks.workload.Metric;
import io.postrider.benchmarks.workload.Windows;
import io.postrider.benchmarks.workload.Workloads;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That the harness works, with Postrider alone: nothing here is about speed. */
class BenchTest {
    private static final Effort SHORT = new Effort(new Windows(100, 100, 2), 256, 1_000, 1);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"queue-nonpersistent-4x4, VM", "queue-transactions-10-8x8, TCP"})
    void aRunInProcessesOfItsOwnComesToReadings(String workload, Transport transport) throws Exception {
        Runner runner = new Runner(Installation.ofThisProcess(), folder.resolve("run"), SHORT, List.of());
        Map<Metric, Double> readings =
                runner.run(new Trial(Workloads.named(workload), transport, 100), Contender.POSTRIDER);
        assertThat(readings).containsKeys(Metric.RATE, Metric.CPU_MICROS);
        assertThat(readings.values()).allSatisfy(value -> assertThat(value).isPositive());
    }
}
