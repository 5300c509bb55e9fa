package io.postrider.server.log;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Keeps what our own code logs before a server knows where its log is to be, and how much it holds. For any number of threads. */
final class EarlyRecords extends Handler {
    /** Made when first used: not before the JDK knows which log manager to take. */
    static final EarlyRecords INSTANCE = new EarlyRecords();

    private static final int MOST = 10_000;

    /** Held, as the JDK does not hold loggers. */
    private final Logger own = Logger.getLogger("io.postrider");

    private final List<LogRecord> kept = new ArrayList<>();

    private EarlyRecords() {}

    void begin() {
        own.setLevel(Level.ALL);
        own.addHandler(this);
    }

    /** Gives all to a handler, which passes over what is below its level. */
    synchronized void end(Handler target) {
        own.removeHandler(this);
        own.setLevel(null);
        kept.forEach(target::publish);
        kept.clear();
    }

    @Override
    public synchronized void publish(LogRecord event) {
        if (kept.size() < MOST) {
            kept.add(event);
        }
    }

    @Override
    public void flush() {
        // nothing is written
    }

    @Override
    public void close() {
        // nothing is held but memory
    }
}
