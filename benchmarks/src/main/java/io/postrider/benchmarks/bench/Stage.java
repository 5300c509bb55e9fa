package io.postrider.benchmarks.bench;

import io.postrider.benchmarks.provider.Provider;
import io.postrider.benchmarks.trial.Transport;
import io.postrider.benchmarks.trial.Trial;
import io.postrider.benchmarks.worker.Order;
import io.postrider.benchmarks.worker.Order.Part;
import io.postrider.benchmarks.worker.Worker;
import io.postrider.benchmarks.workload.Metric;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The processes of one run: a broker and its client, which are one where the trial is in the VM. */
final class Stage implements AutoCloseable {
    private static final long START_SECONDS = 120;

    private final WorkerProcess broker;
    private final WorkerProcess client;

    private Stage(WorkerProcess broker, WorkerProcess client) {
        this.broker = broker;
        this.client = client;
    }

    /**
     * Starts them.
     *
     * @param command a JVM with its options and class path
     * @param folder of the store, and of the logs
     * @param terms an order that lacks only the places and the workload
     * @param patient whether the client is started only when the broker listens
     */
    static Stage open(Trial trial, List<String> command, Path folder, Order terms, String workload, boolean patient)
            throws IOException, InterruptedException, RunFailedException {
        Order store = terms.with(Part.FOLDER, folder.resolve("store"));
        if (trial.transport() == Transport.VM) {
            Order order = store.with(Part.PORT, Provider.IN_VM).with(Part.WORKLOAD, workload);
            WorkerProcess both = WorkerProcess.start(command, folder, "worker", order);
            return new Stage(both, both);
        }
        int port = freePort();
        WorkerProcess broker = WorkerProcess.start(command, folder, "broker", store.with(Part.PORT, port));
        try {
            if (patient) {
                broker.expect(Worker.UP, START_SECONDS);
            }
            Order order = terms.with(Part.PORT, port)
                    .with(Part.WORKLOAD, workload)
                    .with(Part.BROKER_PROCESS, broker.processId());
            return new Stage(broker, WorkerProcess.start(command, folder, "client", order));
        } catch (IOException | InterruptedException | RunFailedException | RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /**
     * Waits until all is measured.
     *
     * @param notes told what the client notes meanwhile
     */
    Map<Metric, Double> readings(long patienceSeconds, Consumer<String> notes)
            throws RunFailedException, InterruptedException {
        if (broker == client) {
            broker.expect(Worker.UP, START_SECONDS);
        }
        Map<Metric, Double> readings = new EnumMap<>(Metric.class);
        for (String answer = client.answer(patienceSeconds);
                !answer.equals(Worker.DONE);
                answer = client.answer(patienceSeconds)) {
            if (answer.startsWith(Worker.NOTE)) {
                notes.accept(answer.substring(Worker.NOTE.length()));
            } else {
                int middle = answer.indexOf('=');
                readings.put(
                        Metric.valueOf(answer.substring(0, middle)), Double.parseDouble(answer.substring(middle + 1)));
            }
        }
        return readings;
    }

    /** Kills the broker, and passes on what its client has noted until then. */
    void kill(Consumer<String> notes) throws InterruptedException {
        broker.kill();
        client.kill();
        client.rest().stream()
                .filter(line -> line.startsWith(Worker.NOTE))
                .forEach(line -> notes.accept(line.substring(Worker.NOTE.length())));
    }

    @Override
    public void close() {
        client.close();
        broker.close();
    }
}
