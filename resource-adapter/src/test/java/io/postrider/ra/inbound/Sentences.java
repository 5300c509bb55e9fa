package io.postrider.ra.inbound;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What activations say in the log, from when this is opened until it is closed. */
final class Sentences extends Handler implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(Activation.class.getName());

    private final List<String> said = new CopyOnWriteArrayList<>();

    Sentences() {
        LOGGER.addHandler(this);
    }

    List<String> said() {
        return said;
    }

    @Override
    public void publish(LogRecord sentence) {
        said.add(sentence.getMessage());
    }

    @Override
    public void flush() {
        // Nothing is held back.
    }

    @Override
    public void close() {
        LOGGER.removeHandler(this);
    }
}
