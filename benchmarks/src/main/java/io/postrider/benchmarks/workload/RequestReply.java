package io.postrider.benchmarks.workload;

import jakarta.jms.BytesMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import org.HdrHistogram.SingleWriterRecorder;

/** One that asks and waits for the answer in a temporary queue, and one that answers; non-persistent. */
record RequestReply(String name, int kind, String title) implements Workload {
    private static final long PATIENCE_MILLIS = 10_000;

    @Override
    public Metric compared() {
        return Metric.P50_MICROS;
    }

    @Override
    public Readings run(Bed bed) throws Exception {
        Session answering = bed.connect().createSession(Session.AUTO_ACKNOWLEDGE);
        MessageProducer answers = producer(answering, null);
        answering
                .createConsumer(answering.createQueue(Senders.DESTINATION))
                .setMessageListener(request -> answer(bed, answering, answers, request));
        Meter meter = new Meter();
        bed.fork("requester", () -> ask(bed, meter));
        return meter.read(bed);
    }

    private static MessageProducer producer(Session session, String queue) throws JMSException {
        MessageProducer producer = session.createProducer(queue == null ? null : session.createQueue(queue));
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        return producer;
    }

    private static void answer(Bed bed, Session session, MessageProducer producer, Message request) {
        try {
            BytesMessage answer = session.createBytesMessage();
            answer.writeBytes(new byte[bed.terms().bodyBytes()]);
            answer.setJMSCorrelationID(request.getJMSMessageID());
            producer.send(request.getJMSReplyTo(), answer);
        } catch (JMSException e) {
            bed.fail(e);
        }
    }

    private static Void ask(Bed bed, Meter meter) throws Exception {
        Session session = bed.connect().createSession(Session.AUTO_ACKNOWLEDGE);
        MessageProducer producer = producer(session, Senders.DESTINATION);
        TemporaryQueue replies = session.createTemporaryQueue();
        MessageConsumer consumer = session.createConsumer(replies);
        SingleWriterRecorder timer = meter.timer();
        byte[] body = new byte[bed.terms().bodyBytes()];
        while (true) {
            BytesMessage request = session.createBytesMessage();
            request.writeBytes(body);
            request.setJMSReplyTo(replies);
            long start = System.nanoTime();
            producer.send(request);
            Message reply = consumer.receive(PATIENCE_MILLIS);
            timer.recordValue(System.nanoTime() - start);
            if (reply == null || !request.getJMSMessageID().equals(reply.getJMSCorrelationID())) {
                throw new IllegalStateException("no reply, or another's");
            }
            meter.count(1);
        }
    }
}
