package io.postrider.benchmarks.workload;

import io.postrider.benchmarks.provider.Provider;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.XAConnection;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** What a workload runs on: a broker to connect to, and the terms all providers share. Thread-safe. */
public final class Bed {
    private final Provider provider;
    private final int port;
    private final Terms terms;
    private final CpuTime cpu;
    private final Consumer<String> notes;
    private final CountDownLatch failed = new CountDownLatch(1);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    /**
     * The same for every provider.
     *
     * @param bodyBytes how long a body is
     * @param inFlight how many messages may be under way
     * @param backlog how many messages make a backlog
     * @param windows how long is measured
     */
    public record Terms(int bodyBytes, int inFlight, int backlog, Windows windows) {}

    /**
     * @param port where the broker listens, or {@link Provider#IN_VM}
     * @param cpu of all processes that take part
     * @param notes what is said there reaches the bench at once; thread-safe
     */
    public Bed(Provider provider, int port, Terms terms, CpuTime cpu, Consumer<String> notes) {
        this.provider = provider;
        this.port = port;
        this.terms = terms;
        this.cpu = cpu;
        this.notes = notes;
    }

    Provider provider() {
        return provider;
    }

    Terms terms() {
        return terms;
    }

    CpuTime cpu() {
        return cpu;
    }

    /** Tells the bench. */
    void note(String text) {
        notes.accept(text);
    }

    /** A connection that is started. */
    Connection connect() throws Exception {
        Connection connection = provider.connectionFactory(port).createConnection();
        connection.start();
        return connection;
    }

    /** A connection that is started, for durable subscriptions. */
    Connection connectAs(String clientId) throws Exception {
        Connection connection = provider.connectionFactory(port).createConnection();
        connection.setClientID(clientId);
        connection.start();
        return connection;
    }

    XAConnection connectForBranches() throws Exception {
        XAConnection connection = provider.xaConnectionFactory(port).createXAConnection();
        connection.start();
        return connection;
    }

    /** Runs something on a thread of its own; what it throws fails the run. */
    void fork(String name, Callable<Void> task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.call();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } catch (Exception | Error e) {
                        fail(e);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Fails the run, with the first cause it is given. */
    void fail(Throwable cause) {
        failure.compareAndSet(null, cause);
        failed.countDown();
    }

    /** Waits; shorter, and in vain, if the run fails meanwhile. */
    void pass(long millis) throws JMSException, InterruptedException {
        if (failed.await(millis, TimeUnit.MILLISECONDS)) {
            JMSException broken = new JMSException("the load broke off: " + failure.get());
            broken.initCause(failure.get());
            throw broken;
        }
    }
}
