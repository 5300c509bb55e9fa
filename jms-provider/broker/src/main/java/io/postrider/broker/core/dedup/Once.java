package io.postrider.broker.core.dedup;

import io.postrider.broker.core.record.KeptRecord;
import io.postrider.broker.core.store.MessageStore;
import io.postrider.broker.journal.JournalRecord;
import io.postrider.protocol.link.BrokerException;

/**
 * Something that is being done for the first time. Its end must be told by exactly one of {@link #committed}, {@link #done} and {@link
 * #failed}; then those who have said it again meanwhile are told, too.
 */
public final class Once {
    private final SequenceTable table;
    private final ProducerSequences producer;
    private final long sequence;
    private long[] journaled;
    private KeptRecord record;

    Once(SequenceTable table, ProducerSequences producer, long sequence) {
        this.table = table;
        this.producer = producer;
        this.sequence = sequence;
    }

    /** What is to be journaled in the same unit. To be asked for once. */
    public JournalRecord record() {
        journaled = producer.doneWith(sequence);
        record = new KeptRecord();
        return MessageStore.record(table.content(producer.number(), journaled), record);
    }

    /** It took effect, and so did {@link #record}. */
    public void committed() {
        producer.committed(sequence, journaled, record, table::release);
    }

    /** It took effect, and the journal was not told. */
    public void done() {
        producer.done(sequence);
    }

    /** It had no effect, and may be tried again. */
    public void failed(BrokerException cause) {
        producer.failed(sequence, cause);
    }
}
