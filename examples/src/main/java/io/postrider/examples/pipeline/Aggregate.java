package io.postrider.examples.pipeline;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import java.util.concurrent.Future;

/**
 * The last stage: adds up the enriched records of a durable shared subscription. The totals are a message on a queue,
 * replaced in the transaction that takes the records: a record is counted exactly when it is consumed.
 */
final class Aggregate {
    private static final long WAIT_MILLIS = 100;

    private final JMSContext session;
    private final Progress progress;
    private final int recordsPerCommit;
    private final Queue totalsQueue;
    private final JMSConsumer records;

    /** In a transacted session of its own. Once this returns, the subscription is there and misses nothing. */
    Aggregate(JMSContext session, Progress progress, int recordsPerCommit) {
        this.session = session;
        this.progress = progress;
        this.recordsPerCommit = recordsPerCommit;
        totalsQueue = session.createQueue(Names.TOTALS);
        records = session.createSharedDurableConsumer(session.createTopic(Names.ENRICHED), Names.SUBSCRIPTION);
    }

    /** Works until the subscription is empty and nothing more can come. */
    void run(Future<?> enrichment) throws JMSException {
        try (JMSConsumer stored = session.createConsumer(totalsQueue)) {
            Totals totals = takeTotals(stored);
            progress.aggregated(totals.recordsOut());
            boolean nothingMoreComes;
            boolean idle;
            do {
                nothingMoreComes = enrichment.isDone(); // asked before looking: what was sent before is seen
                Message record = nothingMoreComes ? records.receiveNoWait() : records.receive(WAIT_MILLIS);
                idle = record == null;
                if (!idle) {
                    addBatch(record, totals);
                    commit(totals);
                    takeTotals(stored); // in the next transaction, which replaces it
                }
            } while (!idle || !nothingMoreComes);
        }
        session.rollback(); // leaves the last totals where they are
    }

    private void addBatch(Message first, Totals totals) throws JMSException {
        Message record = first;
        for (int i = 1; record != null; i++) {
            totals.add(
                    record.getLongProperty(Names.RECORD),
                    record.getStringProperty(Names.GROUP),
                    record.getDoubleProperty(Names.MEASURE),
                    record.getBody(String.class));
            record = i < recordsPerCommit ? records.receiveNoWait() : null;
        }
    }

    private void commit(Totals totals) throws JMSException {
        MapMessage message = session.createMapMessage();
        totals.writeTo(message);
        session.createProducer().send(totalsQueue, message);
        session.commit();
        progress.aggregated(totals.recordsOut());
    }

    private static Totals takeTotals(JMSConsumer stored) throws JMSException {
        Message message = stored.receiveNoWait();
        return message == null ? new Totals() : Totals.readFrom((MapMessage) message);
    }
}
