package io.postrider.broker.journal;

/**
 * One record to append: the bytes of {@code head}, then those of {@code body}. Two arrays, so that a message's encoded
 * form is written as it is and never copied to be joined with what the core says of it.
 *
 * @param head never null
 * @param body null where the head is all
 * @param retained under which the record is kept until released; null for a record that only cancels others
 */
public record JournalRecord(byte[] head, byte[] body, RetainedRecord retained) {

    /** How many bytes the record has. */
    public int lengthBytes() {
        return head.length + (body == null ? 0 : body.length);
    }
}
