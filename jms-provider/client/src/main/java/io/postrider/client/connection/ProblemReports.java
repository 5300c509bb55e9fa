package io.postrider.client.connection;

import io.postrider.client.dispatch.Strand;
import jakarta.jms.ExceptionListener;
import jakarta.jms.JMSException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a connection's exception listener of problems that have no other place to be reported, one at a time, on a strand of
 * the connection; section 6.1.7 of the specification. Safe for any thread.
 */
final class ProblemReports {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemReports.class);

    private final String connection;
    private final Queue<JMSException> problems = new ConcurrentLinkedQueue<>();
    private final Strand strand;
    private volatile ExceptionListener listener;
    private volatile boolean closed;

    /** With the connection's name for logs. */
    ProblemReports(Executor pool, String connection) {
        this.connection = connection;
        this.strand = new Strand(pool, this::tellNext);
    }

    ExceptionListener listener() {
        return listener;
    }

    void setListener(ExceptionListener listener) {
        this.listener = listener;
    }

    /** Returns at once. After {@link #close} nobody is told. */
    void report(JMSException problem) {
        if (!closed) {
            problems.add(problem);
            strand.wake();
        }
    }

    void close() {
        closed = true;
    }

    private boolean tellNext() {
        JMSException problem = problems.poll();
        if (problem == null || closed) {
            return false;
        }
        ExceptionListener current = listener;
        if (current == null) {
            LOG.warn(
                    "PR003005 a problem of the connection to {}, which has no exception listener", connection, problem);
            return true;
        }
        try {
            current.onException(problem);
        } catch (Throwable e) {
            LOG.warn("PR003006 the exception listener of the connection to {} threw an exception", connection, e);
        }
        return true;
    }
}
