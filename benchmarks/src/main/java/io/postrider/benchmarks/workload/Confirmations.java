package io.postrider.benchmarks.workload;

import jakarta.jms.BytesMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.Optional;

/** Not a measure: producers that tell of every message when its send has returned, so that somebody may hold it against the provider. */
record Confirmations(String name, int producers) implements Workload {
    private static final String LABEL = "label";

    @Override
    public int kind() {
        return 0;
    }

    @Override
    public String title() {
        return "confirmed sends, " + producers + " producers";
    }

    @Override
    public Metric compared() {
        return Metric.RATE;
    }

    @Override
    public Optional<Workload> afterKill() {
        return Optional.of(new Found(name + "-after"));
    }

    @Override
    public Readings run(Bed bed) throws Exception {
        Meter meter = new Meter();
        for (int i = 0; i < producers; i++) {
            String prefix = i + "-";
            Session session = bed.connect().createSession(Session.AUTO_ACKNOWLEDGE);
            bed.fork("sender-" + i, () -> send(bed, meter, session, prefix));
        }
        return meter.read(bed);
    }

    private static Void send(Bed bed, Meter meter, Session session, String prefix) throws Exception {
        MessageProducer producer = session.createProducer(session.createQueue(Senders.DESTINATION));
        producer.setDeliveryMode(DeliveryMode.PERSISTENT);
        byte[] body = new byte[bed.terms().bodyBytes()];
        for (long sequence = 0; ; sequence++) {
            BytesMessage message = session.createBytesMessage();
            message.writeBytes(body);
            message.setStringProperty(LABEL, prefix + sequence);
            producer.send(message);
            bed.note(prefix + sequence);
            meter.count(1);
        }
    }

    /** What is there afterwards. */
    private record Found(String name) implements Workload {
        private static final long LAST_AFTER_MILLIS = 3_000;

        @Override
        public int kind() {
            return 0;
        }

        @Override
        public String title() {
            return "what is there after a kill";
        }

        @Override
        public Metric compared() {
            return Metric.RATE;
        }

        @Override
        public Readings run(Bed bed) throws Exception {
            Session session = bed.connect().createSession(Session.AUTO_ACKNOWLEDGE);
            MessageConsumer consumer = session.createConsumer(session.createQueue(Senders.DESTINATION));
            for (Message message = consumer.receive(LAST_AFTER_MILLIS);
                    message != null;
                    message = consumer.receive(LAST_AFTER_MILLIS)) {
                bed.note(message.getStringProperty(LABEL));
            }
            return new Readings();
        }
    }
}
