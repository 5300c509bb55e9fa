package io.postrider.examples.pipeline;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Runs the pipeline in a process of its own, kills that half-way with SIGKILL, and starts it again. */
final class Supervisor implements AutoCloseable {
    private static final int MAX_RECORDS_PER_COMMIT = 100;
    private static final int MIN_COMMITS = 200;
    private static final int INTERRUPTED = 130;

    private final Input input;
    private final Path dataDirectory;
    private final long recordCount;
    private final ProgressBar bar;
    private volatile Process pipeline;
    private volatile boolean closed;
    private long killedAt = -1;

    Supervisor(Input input, long recordCount, Path dataDirectory, ProgressBar bar) {
        this.input = input;
        this.recordCount = recordCount;
        this.dataDirectory = dataDirectory;
        this.bar = bar;
    }

    /**
     * How it went.
     *
     * @param killedAt how many records had come out when the process was killed; -1 if the input was too short for that
     * @param duration from the first start to the last end
     */
    record Outcome(long killedAt, Duration duration) {}

    /**
     * Blocks until all records are through.
     *
     * @throws IOException if a process cannot be started, or ends by itself before its time
     * @throws InterruptedException if the user stopped it (Ctrl-C reaches the process, too)
     */
    Outcome run() throws IOException, InterruptedException {
        Instant start = Instant.now();
        boolean complete = false;
        while (!complete) {
            boolean killedBefore = killedAt >= 0;
            pipeline = start(command());
            follow(pipeline);
            int exitCode = pipeline.waitFor();
            complete = exitCode == 0;
            boolean killedNow = killedAt >= 0 && !killedBefore;
            if (closed || exitCode == INTERRUPTED) {
                throw new InterruptedException();
            }
            if (!complete && !killedNow) {
                throw new IOException("the pipeline's process ended with exit code " + exitCode);
            }
        }
        return new Outcome(killedAt, Duration.between(start, Instant.now()));
    }

    private static Process start(List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", absoluteClassPath(), PipelineProcess.class.getName(), dataDirectory.toString()));
        command.add(Long.toString(Math.max(1, Math.min(MAX_RECORDS_PER_COMMIT, recordCount / MIN_COMMITS))));
        if (input.file() != null) {
            command.add(input.file().toString());
        }
        return command;
    }

    private static String absoluteClassPath() {
        List<String> absolute = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            absolute.add(Path.of(entry).toAbsolutePath().toString());
        }
        return String.join(File.pathSeparator, absolute);
    }

    /** Reads what the process tells of its progress, until its end; kills it half-way. */
    private void follow(Process process) throws IOException {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            while (line != null) {
                long aggregated = Long.parseLong(line.substring(line.indexOf(' ') + 1));
                bar.show(aggregated);
                if (killedAt < 0 && aggregated >= recordCount / 2 && aggregated > 0 && aggregated < recordCount) {
                    killedAt = aggregated;
                    process.toHandle().destroyForcibly(); // by its handle: what it wrote before can still be read
                    bar.say("killed the process of broker and stages (SIGKILL) after "
                            + String.format("%,d", aggregated) + " records; starting it again");
                }
                line = lines.readLine();
            }
        }
    }

    /** Kills what is still running, and returns once it is gone. */
    @Override
    public void close() {
        closed = true;
        Process running = pipeline;
        if (running != null) {
            running.destroyForcibly();
            running.onExit().join();
        }
    }
}
