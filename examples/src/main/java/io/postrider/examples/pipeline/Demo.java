package io.postrider.examples.pipeline;

import io.postrider.protocol.link.BrokerException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code bin/postrider demo [FILE]}: streams the records of a file through the pipeline, kills it half-way, and counts.
 * Exit code 0 if every record came out once, 1 if not, 2 if it could not be run at all.
 */
public final class Demo {
    private static final int RIGHT = 0;
    private static final int WRONG = 1;
    private static final int UNUSABLE = 2;
    private static final int INTERRUPTED = 130;

    private final PrintStream out;
    private final PrintStream err;
    private final Path workDirectory;
    private final boolean terminal;

    /** Keeps its journal in a directory of its own below {@code workDirectory}, and removes it at the end. */
    Demo(PrintStream out, PrintStream err, Path workDirectory, boolean terminal) {
        this.out = out;
        this.err = err;
        this.workDirectory = workDirectory;
        this.terminal = terminal;
    }

    /** Takes at most one argument: a text file whose lines are the records. */
    public static void main(String[] arguments) {
        Demo demo =
                new Demo(System.out, System.err, Path.of("postrider-data"), Boolean.getBoolean("postrider.terminal"));
        System.exit(demo.run(List.of(arguments)));
    }

    /** Blocks until all is done, and returns the exit code. */
    int run(List<String> arguments) {
        if (arguments.size() > 1) {
            err.println("usage: postrider demo [FILE]");
            return UNUSABLE;
        }
        try {
            Input input = arguments.isEmpty() ? Input.builtIn() : Input.of(Path.of(arguments.get(0)));
            return run(input, input.count());
        } catch (UnusableInputException | IOException problem) {
            err.println("postrider demo: " + problem.getMessage());
            return UNUSABLE;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return INTERRUPTED;
        } catch (BrokerException | JMSException | JMSRuntimeException problem) {
            err.println("postrider demo: the journal cannot be read: " + problem.getMessage());
            return WRONG;
        }
    }

    private int run(Input input, long count) throws IOException, InterruptedException, BrokerException, JMSException {
        Files.createDirectories(workDirectory);
        Path dataDirectory = Files.createTempDirectory(workDirectory, "demo-");
        ProgressBar bar = new ProgressBar(out, InstantSource.system(), terminal, count);
        Supervisor supervisor = new Supervisor(input, count, dataDirectory, bar);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> cleanUp(supervisor, dataDirectory)));
        try {
            out.printf("%,d records: %s%n", count, input.title());
            out.println("ingest (queue) -> enrich (4 competing consumers, transacted) -> aggregate (durable shared"
                    + " subscription); journal on Derby in " + dataDirectory);
            Supervisor.Outcome outcome = supervisor.run();
            bar.finish();
            Report report = new Report(count, Store.readRemains(dataDirectory), outcome, input.enrichment());
            report.print(out);
            return report.isRight() ? RIGHT : WRONG;
        } finally {
            cleanUp(supervisor, dataDirectory);
        }
    }

    /** At the end, and also where the user stops the demo: may be called twice. */
    private static void cleanUp(Supervisor supervisor, Path dataDirectory) {
        supervisor.close();
        if (Files.exists(dataDirectory)) {
            delete(dataDirectory);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException leftBehind) {
            System.err.println("postrider demo: could not remove " + directory + ": " + leftBehind.getMessage());
        }
    }
}
