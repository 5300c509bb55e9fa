package io.postrider.benchmarks.bench;

import io.postrider.benchmarks.trial.Contender;
import io.postrider.benchmarks.trial.Effort;
import io.postrider.benchmarks.trial.Trial;
import io.postrider.benchmarks.worker.Order;
import io.postrider.benchmarks.worker.Order.Part;
import io.postrider.benchmarks.workload.Bed;
import io.postrider.benchmarks.workload.Metric;
import io.postrider.benchmarks.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Runs a trial once with one contender, in fresh processes on a fresh folder. */
public final class Runner {
    private static final Consumer<String> UNHEARD = note -> {};
    private static final double NANOS_IN_A_MILLISECOND = 1e6;

    private final Installation installation;
    private final Path folder;
    private final Effort effort;
    private final List<String> jvmOptions;

    /** @param folder the disk that all share; what it held is deleted */
    public Runner(Installation installation, Path folder, Effort effort, List<String> jvmOptions) {
        this.installation = installation;
        this.folder = folder;
        this.effort = effort;
        this.jvmOptions = List.copyOf(jvmOptions);
    }

    /** The metrics of one run. */
    public Map<Metric, Double> run(Trial trial, Contender contender)
            throws IOException, InterruptedException, RunFailedException {
        clear();
        Workload workload = trial.workload();
        try (Stage stage = open(trial, contender, workload, true)) {
            Map<Metric, Double> readings = stage.readings(effort.patienceSeconds() + workload.setUpSeconds(), UNHEARD);
            if (workload.afterKill().isPresent()) {
                long killed = System.nanoTime();
                stage.kill(UNHEARD);
                try (Stage next = open(trial, contender, workload.afterKill().get(), false)) {
                    next.readings(effort.patienceSeconds(), UNHEARD);
                    readings.put(Metric.RESTART_MILLIS, (System.nanoTime() - killed) / NANOS_IN_A_MILLISECOND);
                }
            }
            return readings;
        }
    }

    /** Kills a broker in the midst of sends, starts it again, and tells what was confirmed and what was there. */
    Survival survival(Trial trial, Contender contender) throws IOException, InterruptedException, RunFailedException {
        clear();
        Survival survival = Survival.empty();
        try (Stage stage = open(trial, contender, trial.workload(), true)) {
            stage.readings(effort.patienceSeconds(), survival.confirmed()::add);
            stage.kill(survival.confirmed()::add);
        }
        Workload after = trial.workload().afterKill().orElseThrow();
        try (Stage stage = open(trial, contender, after, true)) {
            stage.readings(effort.patienceSeconds(), survival.found()::add);
        }
        return survival;
    }

    /** Runs sends under {@code strace}, and tells how many were confirmed, and the syncs that the process has made. */
    SyncCount syncs(Trial trial, Contender contender) throws IOException, InterruptedException, RunFailedException {
        clear();
        Path trace = folder.resolve("strace.txt");
        List<String> command = new ArrayList<>(SyncCount.tracing(trace));
        command.addAll(command(trial, contender));
        Survival survival = Survival.empty();
        try (Stage stage = Stage.open(
                trial,
                command,
                folder,
                terms(trial, contender),
                trial.workload().name(),
                true)) {
            stage.readings(effort.patienceSeconds(), survival.confirmed()::add);
            stage.kill(survival.confirmed()::add);
        }
        return SyncCount.of(trace, survival.confirmed().size());
    }

    private Stage open(Trial trial, Contender contender, Workload workload, boolean patient)
            throws IOException, InterruptedException, RunFailedException {
        return Stage.open(trial, command(trial, contender), folder, terms(trial, contender), workload.name(), patient);
    }

    private Order terms(Trial trial, Contender contender) {
        Bed.Terms terms = new Bed.Terms(trial.bodyBytes(), effort.inFlight(), effort.backlog(), effort.windows());
        return Order.empty()
                .with(Part.PROVIDER, contender.adapter())
                .with(Part.STORE, contender.store())
                .with(terms);
    }

    private List<String> command(Trial trial, Contender contender) {
        List<String> command = new ArrayList<>();
        command.add(installation.java());
        int heap = trial.workload().heapMebibytes();
        command.add("-Xms" + heap + "m");
        command.add("-Xmx" + heap + "m");
        if (trial.workload().afterKill().isEmpty()) {
            // or the first pass over the heap is measured, page by page; but a start is measured without it
            command.add("-XX:+AlwaysPreTouch");
        }
        command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
        command.addAll(jvmOptions);
        command.add("-cp");
        command.add(installation.classPath(contender));
        return command;
    }

    private void clear() throws IOException {
        if (Files.exists(folder)) {
            List<Path> old;
            try (Stream<Path> files = Files.walk(folder)) {
                old = files.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path file : old) {
                Files.delete(file);
            }
        }
        Files.createDirectories(folder);
    }
}
