package io.postrider.benchmarks.worker;

import io.postrider.benchmarks.provider.Provider;
import io.postrider.benchmarks.worker.Order.Part;
import io.postrider.benchmarks.workload.Bed;
import io.postrider.benchmarks.workload.CpuTime;
import io.postrider.benchmarks.workload.Readings;
import io.postrider.benchmarks.workload.Workload;
import io.postrider.benchmarks.workload.Workloads;
import java.io.IOException;
import java.io.PrintStream;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;

/**
 * A worker process. Says on its standard output what the bench waits for, a line each behind {@value #ANSWER}: {@value #UP}, {@code METRIC=VALUE},
 * {@value #NOTE} with a text, {@value #FAILED} with a cause, {@value #DONE}. Everything else, whoever writes it, goes to the standard error output.
 */
public final class Worker {
    /** What every line for the bench begins with. */
    public static final String ANSWER = "bench: ";

    /** A broker listens. */
    public static final String UP = "up";

    /** All readings have been said. */
    public static final String DONE = "done";

    /** Something that is no reading follows. */
    public static final String NOTE = "note ";

    /** It cannot be measured; the cause follows. */
    public static final String FAILED = "failed ";

    private Worker() {}

    /** @param arguments as {@link Order#arguments} makes them */
    public static void main(String... arguments) {
        Answers answers = new Answers(System.out);
        System.setOut(System.err);
        int status = 0;
        try {
            carryOut(Order.of(arguments), answers);
        } catch (Exception | LinkageError | OutOfMemoryError e) {
            e.printStackTrace();
            answers.say(FAILED + String.valueOf(e).replace('\n', ' '));
            status = 1;
        }
        endRecordings();
        // there is nothing to save, and closing is not what is measured
        Runtime.getRuntime().halt(status);
    }

    /** Flight recordings, if any were asked for, are written at an orderly end only. */
    private static void endRecordings() {
        if (FlightRecorder.isInitialized()) {
            FlightRecorder.getFlightRecorder().getRecordings().forEach(Recording::stop);
        }
    }

    /** The standard output as it was, on which a JVM may say things, too. */
    private record Answers(PrintStream out) {
        void say(String text) {
            out.println(ANSWER + text);
        }
    }

    private static void carryOut(Order order, Answers answers) throws Exception {
        Provider provider = order.provider();
        int port = order.number(Part.PORT);
        if (order.has(Part.FOLDER)) {
            provider.startBroker(order.folder(), order.store(), port);
            answers.say(UP);
        }
        if (order.has(Part.WORKLOAD)) {
            CpuTime cpu = order.has(Part.BROKER_PROCESS)
                    ? CpuTime.ofThisAnd(order.number(Part.BROKER_PROCESS))
                    : CpuTime.ofThisProcess();
            Workload workload = Workloads.named(order.text(Part.WORKLOAD));
            Readings readings =
                    workload.run(new Bed(provider, port, order.terms(), cpu, note -> answers.say(NOTE + note)));
            readings.values().forEach((metric, value) -> answers.say(metric + "=" + value));
            answers.say(DONE);
            if (workload.afterKill().isEmpty()) {
                return;
            }
        }
        awaitTheBench();
    }

    /** What is to be killed lives until then, but no longer than the bench, whose end closes this process's standard input. */
    private static void awaitTheBench() throws IOException {
        while (System.in.read() >= 0) {
            // nothing is ever said
        }
    }
}
