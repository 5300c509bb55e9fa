package io.postrider.benchmarks.bench;

import io.postrider.benchmarks.provider.Provider;
import io.postrider.benchmarks.trial.Contender;
import io.postrider.benchmarks.trial.Effort;
import io.postrider.benchmarks.trial.Transport;
import io.postrider.benchmarks.trial.Trial;
import io.postrider.benchmarks.worker.Order;
import io.postrider.benchmarks.worker.Order.Part;
import io.postrider.benchmarks.worker.Worker;
import io.postrider.benchmarks.workload.Bed;
import io.postrider.benchmarks.workload.Metric;
import io.postrider.benchmarks.workload.Windows;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Runs a trial once with one contender, in fresh processes on a fresh folder. */
public final class Runner {
    private static final long START_SECONDS = 120;

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
        Order order = Order.empty()
                .with(Part.PROVIDER, contender.adapter())
                .with(Part.STORE, contender.store())
                .with(terms(trial));
        if (trial.transport() == Transport.VM) {
            Order both = order.with(Part.PORT, Provider.IN_VM)
                    .with(Part.FOLDER, folder.resolve("store"))
                    .with(Part.WORKLOAD, trial.workload().name());
            try (WorkerProcess worker = start(trial, contender, "worker", both)) {
                awaitUp(worker);
                return readings(worker);
            }
        }
        int port = freePort();
        Order broker = order.with(Part.PORT, port).with(Part.FOLDER, folder.resolve("store"));
        try (WorkerProcess server = start(trial, contender, "broker", broker)) {
            awaitUp(server);
            Order client = order.with(Part.PORT, port)
                    .with(Part.WORKLOAD, trial.workload().name())
                    .with(Part.BROKER_PROCESS, server.processId());
            try (WorkerProcess worker = start(trial, contender, "client", client)) {
                return readings(worker);
            }
        }
    }

    private Bed.Terms terms(Trial trial) {
        Windows windows = effort.windows();
        return new Bed.Terms(trial.bodyBytes(), effort.inFlight(), effort.backlog(), windows);
    }

    private WorkerProcess start(Trial trial, Contender contender, String name, Order order) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(installation.java());
        int heap = trial.workload().heapMebibytes();
        command.add("-Xms" + heap + "m");
        command.add("-Xmx" + heap + "m");
        command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
        command.addAll(jvmOptions);
        command.add("-cp");
        command.add(installation.classPath(contender));
        return WorkerProcess.start(command, folder, name, order);
    }

    private void awaitUp(WorkerProcess worker) throws RunFailedException, InterruptedException {
        String answer = worker.answer(START_SECONDS);
        if (!answer.equals(Worker.UP)) {
            throw new RunFailedException("unexpected: " + answer);
        }
    }

    private Map<Metric, Double> readings(WorkerProcess worker) throws RunFailedException, InterruptedException {
        Map<Metric, Double> readings = new EnumMap<>(Metric.class);
        for (String answer = worker.answer(effort.patienceSeconds());
                !answer.equals(Worker.DONE);
                answer = worker.answer(START_SECONDS)) {
            int middle = answer.indexOf('=');
            readings.put(Metric.valueOf(answer.substring(0, middle)), Double.parseDouble(answer.substring(middle + 1)));
        }
        return readings;
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

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
