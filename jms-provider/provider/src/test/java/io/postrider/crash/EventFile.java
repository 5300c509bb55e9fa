package io.postrider.crash;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The file to which several processes append their events, in the order in which they happened; read as it grows, by one thread. */
final class EventFile implements AutoCloseable {
    private final RandomAccessFile file;
    private final Ledger ledger;
    private final StringBuilder begun = new StringBuilder();
    private long events;
    private int ready;
    private boolean brokerIsGone;

    EventFile(Path path, Ledger ledger) throws IOException {
        file = new RandomAccessFile(path.toFile(), "r");
        this.ledger = ledger;
    }

    /** Tells the ledger of all that was written since. */
    void read() throws IOException {
        byte[] bytes = new byte[(int) (file.length() - file.getFilePointer())];
        file.readFully(bytes);
        begun.append(new String(bytes, StandardCharsets.US_ASCII));
        int from = 0;
        for (int end = begun.indexOf("\n"); end >= 0; end = begun.indexOf("\n", from)) {
            record(Event.parse(begun.substring(from, end)));
            from = end + 1;
        }
        begun.delete(0, from);
    }

    private void record(Event event) {
        if (event == null) {
            return;
        }
        events++;
        if (event.kind() == Event.Kind.READY) {
            ready++;
        }
        if (event.kind() == Event.Kind.FAILED && brokerIsGone) {
            // clients fail without their broker
            return;
        }
        ledger.record(event);
    }

    /** From now on clients may fail, or not. */
    void brokerIsGone(boolean gone) {
        brokerIsGone = gone;
    }

    long events() {
        return events;
    }

    /** How many processes have said so far that they begin. */
    int ready() {
        return ready;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
