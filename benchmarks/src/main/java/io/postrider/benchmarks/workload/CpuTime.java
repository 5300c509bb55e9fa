package io.postrider.benchmarks.workload;

import java.time.Duration;
import java.util.List;

/** The processor time of the processes that take part, as the operating system counts it. Thread-safe. */
public final class CpuTime {
    private final List<ProcessHandle> processes;

    private CpuTime(List<ProcessHandle> processes) {
        this.processes = processes;
    }

    /** Of this process alone. */
    public static CpuTime ofThisProcess() {
        return new CpuTime(List.of(ProcessHandle.current()));
    }

    /** Of this process and another. */
    public static CpuTime ofThisAnd(long processId) {
        return new CpuTime(List.of(
                ProcessHandle.current(),
                ProcessHandle.of(processId)
                        .orElseThrow(() -> new IllegalArgumentException("no process " + processId))));
    }

    /** How much has been used since they started. */
    long micros() {
        return processes.stream()
                .mapToLong(process ->
                        process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1_000)
                .sum();
    }
}
