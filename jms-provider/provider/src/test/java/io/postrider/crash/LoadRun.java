package io.postrider.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One start of the load process, seen from outside. */
final class LoadRun implements AutoCloseable {
    /** The file in the test's directory that collects what processes say on standard error. */
    static final String ERRORS = "errors.txt";

    private static final long HANGS_AFTER_SECONDS = 240;

    private final Process process;
    private final Ledger ledger;

    private LoadRun(Process process, Ledger ledger) {
        this.process = process;
        this.ledger = ledger;
        CompletableFuture.delayedExecutor(HANGS_AFTER_SECONDS, TimeUnit.SECONDS).execute(this::endHanging);
    }

    static LoadRun start(Path directory, long seed, int run, String mode, Ledger ledger) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LoadProcess.class.getName(),
                "vm://crash?dataDirectory="
                        + URLEncoder.encode(directory.resolve("data").toString(), StandardCharsets.UTF_8),
                Long.toString(seed),
                Integer.toString(run),
                mode);
        builder.directory(directory.toFile());
        builder.redirectError(
                ProcessBuilder.Redirect.appendTo(directory.resolve(ERRORS).toFile()));
        return new LoadRun(builder.start(), ledger);
    }

    /** Kills it after so long, whatever it is at: booting, as a rule. */
    void killAfterMillis(long millis) throws IOException, InterruptedException {
        process.waitFor(millis, TimeUnit.MILLISECONDS);
        kill();
        readToTheEnd(Long.MAX_VALUE);
    }

    /**
     * Kills it as soon as it has written so many events.
     *
     * @return false if it ended by itself before
     */
    boolean killAfterEvents(long events) throws IOException {
        return readToTheEnd(events) >= events;
    }

    /** Lets it end by itself. */
    int awaitEnd() throws IOException, InterruptedException {
        readToTheEnd(Long.MAX_VALUE);
        return process.waitFor();
    }

    /** What the process wrote before it died is in the pipe still, and is read, too. */
    private long readToTheEnd(long killAfter) throws IOException {
        try (BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII)) {
            long events = 0;
            String line = lines.readLine();
            while (line != null) {
                Event event = Event.parse(line);
                if (event != null) {
                    ledger.record(event);
                }
                if (++events == killAfter) {
                    kill();
                }
                line = lines.readLine();
            }
            return events;
        }
    }

    private void endHanging() {
        if (process.isAlive()) {
            ledger.hangs();
            kill();
        }
    }

    /** With SIGKILL; by its handle, as {@code Process} itself would close the pipe. */
    private void kill() {
        process.toHandle().destroyForcibly();
    }

    @Override
    public void close() {
        kill();
        process.onExit().join();
    }
}
