package io.postrider.journal.derby.store;

import java.io.Writer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where Derby's own log goes instead of a file {@code derby.log}: to the logger {@code org.apache.derby}, level debug. */
public final class DerbyLog extends Writer {
    private static final Logger LOG = LoggerFactory.getLogger("org.apache.derby");

    private final StringBuilder line = new StringBuilder();

    private DerbyLog() {}

    /** Called by Derby, by name, when its engine starts in this VM. */
    public static Writer open() {
        return new DerbyLog();
    }

    @Override
    public void write(char[] text, int offset, int length) {
        synchronized (lock) {
            for (int i = offset; i < offset + length; i++) {
                if (text[i] != '\n') {
                    line.append(text[i]);
                } else {
                    writeLine();
                }
            }
        }
    }

    @Override
    public void flush() {
        // a line is logged when it ends
    }

    @Override
    public void close() {
        synchronized (lock) {
            writeLine();
        }
    }

    private void writeLine() {
        String text = line.toString().stripTrailing();
        line.setLength(0);
        if (!text.isEmpty()) {
            LOG.debug("{}", text);
        }
    }
}
