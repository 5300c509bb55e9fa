package io.postrider.broker.journal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Takes every record that is whole over from one journal into another, in order. For one thread; blocks for the length of the commits. */
public final class JournalCopy implements RecordVisitor {
    private static final int UNIT_BYTES = 256 * 1024;

    private final Journal target;
    private final RecordVisitor listener;
    private final List<JournalRecord> unit = new ArrayList<>();
    private int unitBytes;
    private long noted;

    /** What has a name is kept by the journal until it is released, which here it never is. */
    private static final class Kept extends RetainedRecord {}

    /**
     * Copies nothing yet.
     *
     * @param target is new and empty, and open
     * @param listener is told of the same records and damages
     */
    public JournalCopy(Journal target, RecordVisitor listener) {
        this.target = target;
        this.listener = listener;
    }

    /**
     * Reads the journal to its end.
     *
     * @throws JournalException if it cannot be read, or the other cannot be written to
     */
    public void from(Journal source) throws JournalException {
        try {
            source.recover(this);
            commit();
            if (noted > 0) {
                target.noteServed(noted);
            }
        } catch (CompletionException e) {
            if (e.getCause() instanceof JournalException failure) {
                throw failure;
            }
            throw e;
        }
    }

    @Override
    public RetainedRecord visit(byte[] bytes, int offset, int length) {
        listener.visit(bytes, offset, length);
        unit.add(new JournalRecord(Arrays.copyOfRange(bytes, offset, offset + length), null, new Kept()));
        unitBytes += length;
        if (unitBytes >= UNIT_BYTES) {
            commit();
        }
        return null;
    }

    @Override
    public void servedAfterFailure(long stamp) {
        noted = stamp;
        listener.servedAfterFailure(stamp);
    }

    @Override
    public void damaged(String where, int lostBlocks, byte[] remains) {
        listener.damaged(where, lostBlocks, remains);
    }

    private void commit() {
        if (unit.isEmpty()) {
            return;
        }
        CompletableFuture<Void> committed = new CompletableFuture<>();
        target.append(new JournalUnit(List.copyOf(unit), JournalUnit.Urgency.PROMPT, new UnitCompletion() {
            @Override
            public void committed() {
                committed.complete(null);
            }

            @Override
            public void failed(JournalException cause) {
                committed.completeExceptionally(cause);
            }
        }));
        committed.join();
        unit.clear();
        unitBytes = 0;
    }
}
