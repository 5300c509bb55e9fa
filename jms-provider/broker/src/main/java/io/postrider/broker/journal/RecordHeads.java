package io.postrider.broker.journal;

/**
 * Tells how much of a record's beginning is its head, which is all that is needed of it at recovery; what follows is its body, to be
 * read when it is asked for. Keeps nothing. For any number of threads.
 */
@FunctionalInterface
public interface RecordHeads {

    /**
     * How long the head is.
     *
     * @param bytes holds the record; not to be kept or written to
     * @param offset where the record begins
     * @param length how many bytes it has
     * @return from 0 to {@code length}; that itself for a record without a body
     */
    int headLength(byte[] bytes, int offset, int length);
}
