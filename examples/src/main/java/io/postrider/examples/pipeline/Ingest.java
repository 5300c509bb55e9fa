package io.postrider.examples.pipeline;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import java.io.BufferedReader;
import java.io.IOException;

/**
 * The first stage: sends each line of the input to a queue. How far it has come is a message of its own, replaced in the
 * transaction that sends the lines: after a crash it goes on exactly behind the last line that was committed.
 */
final class Ingest {
    private final JMSContext session;
    private final Progress progress;
    private final int linesPerCommit;
    private final Queue rawQueue;
    private final Queue offsetQueue;

    /** In a transacted session of its own. */
    Ingest(JMSContext session, Progress progress, int linesPerCommit) {
        this.session = session;
        this.progress = progress;
        this.linesPerCommit = linesPerCommit;
        rawQueue = session.createQueue(Names.RAW);
        offsetQueue = session.createQueue(Names.OFFSET);
    }

    /** Sends what has not been sent yet, and returns at the end of the input. */
    void run(Input input) throws IOException, JMSException, InterruptedException {
        try (BufferedReader lines = input.open();
                JMSConsumer offsets = session.createConsumer(offsetQueue)) {
            long offset = takeOffset(offsets);
            for (long skipped = 0; skipped < offset; skipped++) {
                lines.readLine();
            }
            progress.ingested(offset);
            String line = lines.readLine();
            while (line != null) {
                progress.awaitRoomToIngest();
                JMSProducer producer = session.createProducer();
                for (int i = 0; i < linesPerCommit && line != null; i++) {
                    producer.setProperty(Names.RECORD, offset++).send(rawQueue, line);
                    line = lines.readLine();
                }
                producer.clearProperties().setProperty(Names.RECORD, offset).send(offsetQueue, session.createMessage());
                session.commit();
                progress.ingested(offset);
                takeOffset(offsets); // in the next transaction, which replaces it
            }
        }
        session.rollback(); // leaves the last offset where it is
    }

    private static long takeOffset(JMSConsumer offsets) throws JMSException {
        Message offset = offsets.receiveNoWait();
        return offset == null ? 0 : offset.getLongProperty(Names.RECORD);
    }
}
