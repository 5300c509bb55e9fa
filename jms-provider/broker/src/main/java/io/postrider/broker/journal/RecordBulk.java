package io.postrider.broker.journal;

/** Records that lie together in a store, all of them flagged as retained, and that can be told all at once: of each, the head is at hand. */
public interface RecordBulk {

    /** Is told of heads. */
    @FunctionalInterface
    interface HeadVisitor {

        /**
         * The next record.
         *
         * @param bytes holds its head; not to be kept or written to
         * @param offset where the head begins
         * @param headLength how many bytes the head has
         * @param length how many bytes the whole record has
         */
        void head(byte[] bytes, int offset, int headLength, int length);
    }

    /** How many there are. */
    int size();

    /** Tells of each, in the order in which they lie. */
    void tell(HeadVisitor visitor);
}
