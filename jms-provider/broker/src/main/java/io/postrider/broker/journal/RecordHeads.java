package io.postrider.broker.journal;

/**
 * Tells how much of a record's beginning is its head, which is all that is needed of it at recovery; what follows is its body, to be
 * read when it is asked for. Keeps nothing. For any number of threads.
 */
@FunctionalInterface
public interface RecordHeads {

    /** The summary of records that are to be told one by one. */
    byte[] NO_SUMMARY = {};

    /**
     * How long the head is.
     *
     * @param bytes holds the record; not to be kept or written to
     * @param offset where the record begins
     * @param length how many bytes it has
     * @return from 0 to {@code length}; that itself for a record without a body
     */
    int headLength(byte[] bytes, int offset, int length);

    /**
     * What suffices of all these records at recovery, until somebody asks for one of them. The store keeps it with their heads.
     *
     * @return {@link #NO_SUMMARY} where each has to be told, which is the default
     */
    default byte[] summary(RecordBulk records) {
        return NO_SUMMARY;
    }
}
