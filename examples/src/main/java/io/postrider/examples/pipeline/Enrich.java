package io.postrider.examples.pipeline;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import jakarta.jms.Topic;
import java.util.concurrent.Future;

/**
 * One of the competing consumers of the second stage: takes lines from the queue, adds what is known about them, and
 * publishes the result. Taking and publishing are one transaction: a crash in between undoes both.
 */
final class Enrich {
    private static final int RECORDS_PER_COMMIT = 25;
    private static final long WAIT_MILLIS = 100;

    private final JMSContext session;
    private final Enrichment enrichment;
    private final Topic enriched;

    /** In a transacted session of its own. */
    Enrich(JMSContext session, Enrichment enrichment) {
        this.session = session;
        this.enrichment = enrichment;
        enriched = session.createTopic(Names.ENRICHED);
    }

    /** Works until the queue is empty and nothing more can come. */
    void run(Future<?> ingest) throws JMSException {
        try (JMSConsumer lines = session.createConsumer(session.createQueue(Names.RAW))) {
            boolean nothingMoreComes;
            boolean idle;
            do {
                nothingMoreComes = ingest.isDone(); // asked before looking: what was sent before is seen
                Message line = nothingMoreComes ? lines.receiveNoWait() : lines.receive(WAIT_MILLIS);
                idle = line == null;
                if (!idle) {
                    publishBatch(line, lines);
                    session.commit();
                }
            } while (!idle || !nothingMoreComes);
        }
    }

    private void publishBatch(Message first, JMSConsumer lines) throws JMSException {
        JMSProducer producer = session.createProducer();
        Message line = first;
        for (int i = 1; line != null; i++) {
            publish(line, producer);
            line = i < RECORDS_PER_COMMIT ? lines.receiveNoWait() : null;
        }
    }

    private void publish(Message line, JMSProducer producer) throws JMSException {
        Enrichment.Result result = enrichment.enrich(line.getBody(String.class));
        producer.setProperty(Names.RECORD, line.getLongProperty(Names.RECORD))
                .setProperty(Names.GROUP, result.group())
                .setProperty(Names.MEASURE, result.measure())
                .send(enriched, result.text());
    }
}
