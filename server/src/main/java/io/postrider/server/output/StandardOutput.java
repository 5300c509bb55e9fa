package io.postrider.server.output;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/** {@link System#out} as a stream that fails when what was written has gone nowhere: a pipe that was closed, a disk that is full. */
public final class StandardOutput extends OutputStream {
    private final PrintStream out = System.out;

    @Override
    public void write(int value) throws IOException {
        out.write(value);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        check();
    }

    @Override
    public void flush() throws IOException {
        check();
    }

    /** Flushes; it stays open for others. */
    @Override
    public void close() throws IOException {
        check();
    }

    /** @throws IOException if something that was written to it, by anybody, was lost */
    public void check() throws IOException {
        // flushes, too
        if (out.checkError()) {
            throw new IOException("the standard output cannot be written to: a full disk, or a pipe that nobody reads");
        }
    }
}
