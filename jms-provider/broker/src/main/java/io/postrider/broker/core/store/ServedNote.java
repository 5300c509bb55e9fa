package io.postrider.broker.core.store;

import io.postrider.broker.journal.Journal;
import io.postrider.broker.journal.JournalException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a broker leaves to its next start when its journal has failed, and it serves on what that holds: that all of it may have been
 * seen. The note bears the number of this start; the record that the next start writes, with all it has counted as seen before it, has a
 * higher one, and so ends the note in the same commit. For any number of threads; none is held up.
 */
public final class ServedNote {
    private static final Logger LOG = LoggerFactory.getLogger(ServedNote.class);

    private final String brokerName;
    private final Journal journal;
    private final Executor writer;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CompletableFuture<Boolean> onDisk = new CompletableFuture<>();
    private volatile long generation;

    /** @param writer runs what may block */
    ServedNote(String brokerName, Journal journal, Executor writer) {
        this.brokerName = brokerName;
        this.journal = journal;
        this.writer = writer;
    }

    /** The generation of the store's record in force, which this start has written; before anything is delivered. */
    public void startedAs(long storeGeneration) {
        generation = storeGeneration;
    }

    /**
     * Writes the note, if that was not tried before.
     *
     * @return whether it is on the disk; it never fails, and is not told while the broker stops
     */
    public CompletionStage<Boolean> write() {
        if (begun.compareAndSet(false, true)) {
            writer.execute(() -> onDisk.complete(isWritten()));
        }
        return onDisk;
    }

    private boolean isWritten() {
        try {
            journal.noteServed(generation);
            return true;
        } catch (JournalException e) {
            LOG.error(
                    "PR001012 broker {}: the journal has failed, and its disk does not even take a note of it. Messages that the journal"
                            + " does not know as delivered are kept back, as they would come again without being marked as"
                            + " redelivered. Make the disk writable and start the broker again; all that was confirmed is there",
                    brokerName,
                    e);
            return false;
        }
    }
}
