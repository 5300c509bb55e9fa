package io.postrider.broker.journal;

/** Told of every record at recovery, oldest first. */
@FunctionalInterface
public interface RecordVisitor {

    /**
     * A record.
     *
     * @param bytes holds the record; not to be kept or written to, as the array is used again
     * @param offset where the record begins
     * @param length how many bytes it has
     * @return the record's name, to retain it; or null if it only cancels others, or is cancelled already. A name that was
     *     returned before moves to this place: after a crash in the midst of reclaiming, a record may be told twice
     */
    RetainedRecord visit(byte[] bytes, int offset, int length);
}
