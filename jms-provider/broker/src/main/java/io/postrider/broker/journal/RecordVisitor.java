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

    /**
     * The same where the journal keeps the record without a name, too, if it is asked to.
     *
     * @param ticket names the record to {@link Journal#name}; above 0, and higher than that of each record told before
     * @return as of {@link #visit(byte[], int, int)}, or {@link RetainedRecord#LATER} to retain it and name it later
     */
    default RetainedRecord visit(byte[] bytes, int offset, int length, int ticket) {
        return visit(bytes, offset, length);
    }

    /**
     * What this visitor makes do with, where the store can spare itself the reading of bodies.
     *
     * @return null if it has to be told of whole records, which is the default
     */
    default RecordHeads heads() {
        return null;
    }

    /**
     * A record whose body was not read; called only where there are {@link #heads}. Whether the body is intact is found out when it
     * is read.
     *
     * @param bytes holds the record's head; as for {@link #visit}
     * @param offset where the head begins
     * @param headLength how many bytes the head has
     * @param length how many bytes the whole record has
     * @return as of {@link #visit}
     */
    default RetainedRecord visitHead(byte[] bytes, int offset, int headLength, int length) {
        throw new IllegalStateException("this visitor has to be told of whole records");
    }

    /** The same, as of {@link #visit(byte[], int, int, int)}. */
    default RetainedRecord visitHead(byte[] bytes, int offset, int headLength, int length, int ticket) {
        return visitHead(bytes, offset, headLength, length);
    }

    /**
     * Records that have a {@linkplain RecordHeads#summary summary}. To take them is to answer {@link RetainedRecord#LATER} for each.
     *
     * @param records may be told by the visitor later, once: their heads stay in memory until then
     * @param summary as it was made, maybe by another version
     * @param firstTicket the first one's ticket; each of the others has the next one
     * @return whether they are taken; if not, the default, each is told
     */
    default boolean visitBulk(RecordBulk records, byte[] summary, int firstTicket) {
        return false;
    }

    /**
     * The journal's {@linkplain Journal#noteServed note}; told before any record, where one was ever made.
     *
     * @param stamp as it was given
     */
    default void servedAfterFailure(long stamp) {
        // of no meaning for who only looks at records
    }

    /**
     * A place where the store is damaged; in the order of the records. Nothing has to be done about it.
     *
     * @param where and what, in a sentence
     * @param lostBlocks how many units of storage are gone, with all they held
     * @param remains what is left of the record that was hit, from its beginning on, right or wrong; null if nothing is known of
     *     it, or it was dead
     */
    default void damaged(String where, int lostBlocks, byte[] remains) {
        // what could not be read is passed over
    }
}
