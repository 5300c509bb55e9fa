package io.postrider.crash;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Where the load process writes its events: a pipe that survives it. Safe for all threads. */
final class EventLog {
    private final FileOutputStream pipe;

    EventLog(FileOutputStream pipe) {
        this.pipe = pipe;
    }

    /** Returns once the line is in the pipe. A line is one short write, which a pipe takes whole or not at all. */
    void write(Event.Kind kind, Object... names) {
        try {
            pipe.write((Event.of(kind, names).toLine() + ";\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException parentIsGone) {
            throw new UncheckedIOException(parentIsGone);
        }
    }
}
