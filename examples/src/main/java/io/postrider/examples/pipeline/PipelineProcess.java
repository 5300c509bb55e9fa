package io.postrider.examples.pipeline;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The process that holds the broker and all stages; it may be killed at any moment and started again. It ends by itself
 * once every record is in the totals, or when its supervisor is gone.
 */
final class PipelineProcess {
    private static final int ENRICHERS = 4;
    private static final int STAGE_FAILED = 3;
    private static final int SUPERVISOR_GONE = 4;

    private final ConnectionFactory connectionFactory;
    private final Input input;
    private final int recordsPerCommit;
    private final Progress progress = new Progress(System.out);
    private final ExecutorService threads = Executors.newFixedThreadPool(ENRICHERS + 3, PipelineProcess::daemon);

    private PipelineProcess(Path dataDirectory, int recordsPerCommit, Input input) {
        connectionFactory = Store.connectionFactory(dataDirectory);
        this.recordsPerCommit = recordsPerCommit;
        this.input = input;
    }

    /** Arguments: the data directory, records in each commit, and the input's file unless it is the one carried along. */
    public static void main(String[] arguments) throws IOException {
        Input input = arguments.length > 2 ? new Input(Path.of(arguments[2])) : Input.builtIn();
        new PipelineProcess(Path.of(arguments[0]), Integer.parseInt(arguments[1]), input).run();
    }

    private void run() throws IOException {
        threads.execute(PipelineProcess::endWithSupervisor);
        Enrichment enrichment = input.enrichment();
        try (JMSContext connection = connectionFactory.createContext()) {
            JMSContext last = transacted(connection);
            Aggregate aggregate = new Aggregate(last, progress, recordsPerCommit);

            JMSContext first = transacted(connection);
            Ingest ingest = new Ingest(first, progress, recordsPerCommit);
            CompletableFuture<Void> ingested = start(first, () -> ingest.run(input));

            List<CompletableFuture<Void>> enrichers = new ArrayList<>();
            for (int i = 0; i < ENRICHERS; i++) {
                JMSContext session = transacted(connection);
                Enrich enricher = new Enrich(session, enrichment);
                enrichers.add(start(session, () -> enricher.run(ingested)));
            }
            CompletableFuture<Void> enriched = CompletableFuture.allOf(enrichers.toArray(CompletableFuture[]::new));
            start(last, () -> aggregate.run(enriched)).join();
        }
    }

    private static JMSContext transacted(JMSContext connection) {
        return connection.createContext(JMSContext.SESSION_TRANSACTED);
    }

    /** A stage that fails ends the process: what it had not committed is done again after a restart. */
    private CompletableFuture<Void> start(JMSContext session, Stage stage) {
        return CompletableFuture.runAsync(
                () -> {
                    try (session) {
                        stage.run();
                    } catch (Exception failure) {
                        failure.printStackTrace();
                        Runtime.getRuntime().halt(STAGE_FAILED);
                    }
                },
                threads);
    }

    private interface Stage {
        void run() throws Exception;
    }

    /** The supervisor holds the other end of the standard input, and never writes: its end is that of the supervisor. */
    private static void endWithSupervisor() {
        try {
            while (System.in.read() >= 0) {
                // nothing is said this way
            }
        } catch (IOException closed) {
            // is an end, too
        }
        Runtime.getRuntime().halt(SUPERVISOR_GONE);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    }
}
