package io.postrider.benchmarks.bench;

import io.postrider.benchmarks.worker.Order;
import io.postrider.benchmarks.worker.Worker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process with a class path of its own that carries out an order. Closing kills it. */
final class WorkerProcess implements AutoCloseable {
    private static final long END_SECONDS = 10;

    private final Process process;
    private final Path log;
    private final BlockingQueue<Optional<String>> answers = new LinkedBlockingQueue<>();

    private WorkerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts it.
     *
     * @param command a JVM with its options
     * @param folder where it works; what it writes to its standard error goes to {@code NAME.log} there
     */
    static WorkerProcess start(List<String> command, Path folder, String name, Order order) throws IOException {
        List<String> line = new ArrayList<>(command);
        line.add(Worker.class.getName());
        line.addAll(order.arguments());
        Path log = folder.resolve(name + ".log");
        Process process = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectError(log.toFile())
                .start();
        WorkerProcess worker = new WorkerProcess(process, log);
        Thread reader = new Thread(worker::read, "answers of " + name);
        reader.setDaemon(true);
        reader.start();
        return worker;
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            lines.lines()
                    .filter(line -> line.startsWith(Worker.ANSWER))
                    .forEach(line -> answers.add(Optional.of(line.substring(Worker.ANSWER.length()))));
        } catch (IOException | UncheckedIOException e) {
            // its end says the same
        }
        answers.add(Optional.empty());
    }

    long processId() {
        return process.pid();
    }

    /**
     * The next line it says.
     *
     * @throws RunFailedException if it says that it has failed, ends, or stays silent for longer than that
     */
    String answer(long seconds) throws RunFailedException, InterruptedException {
        Optional<String> answer = answers.poll(seconds, TimeUnit.SECONDS);
        if (answer == null) {
            throw new RunFailedException("silent for " + seconds + " s; see " + log);
        }
        String line = answer.orElseThrow(() -> new RunFailedException("it ended; see " + log));
        if (line.startsWith(Worker.FAILED)) {
            throw new RunFailedException(line.substring(Worker.FAILED.length()));
        }
        return line;
    }

    /** Waits for a line. */
    void expect(String line, long seconds) throws RunFailedException, InterruptedException {
        String answer = answer(seconds);
        if (!answer.equals(line)) {
            throw new RunFailedException("unexpected: " + answer);
        }
    }

    /** All lines of a process that has ended which nobody has asked for yet. */
    List<String> rest() throws InterruptedException {
        List<String> rest = new ArrayList<>();
        for (Optional<String> answer = answers.take(); answer.isPresent(); answer = answers.take()) {
            rest.add(answer.get());
        }
        return rest;
    }

    /** Kills it as a power cut would, but for what the operating system holds, and waits until it is gone. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Lets it end: it may have a flight recording to write. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            process.onExit().get(END_SECONDS, TimeUnit.SECONDS);
        } catch (IOException | ExecutionException | TimeoutException e) {
            // killed, then
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kill();
    }
}
