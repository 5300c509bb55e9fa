package io.postrider.benchmarks.workload;

import jakarta.jms.BytesMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;

/** Many queues, each with a consumer, and many connections; non-persistent. What is to be seen is what the number costs. */
record ManyQueues(String name, int kind, String title, int queues, int connections) implements Workload {
    private static final int PRODUCERS = 4;
    /** Prime to any number of queues: each producer walks through all of them, none in the order they were made in. */
    private static final long STRIDE = 7919;

    private static final int A_SECOND_FOR_SO_MANY = 20;

    @Override
    public Metric compared() {
        return Metric.RATE;
    }

    /** A connection or a queue may take tens of milliseconds to make. */
    @Override
    public long setUpSeconds() {
        return (queues + connections) / A_SECOND_FOR_SO_MANY;
    }

    @Override
    public Readings run(Bed bed) throws Exception {
        Meter meter = new Meter();
        Credit credit = new Credit(bed.terms().inFlight(), queues + PRODUCERS);
        for (int i = 0; i < connections; i++) {
            Session session = bed.connect().createSession(Session.AUTO_ACKNOWLEDGE);
            Credit.Purse purse = credit.new Purse();
            for (int queue = i; queue < queues; queue += connections) {
                session.createConsumer(queue(session, queue)).setMessageListener(message -> {
                    meter.count(1);
                    purse.give(1);
                });
            }
        }
        for (int i = 0; i < PRODUCERS; i++) {
            Session session = bed.connect().createSession(Session.AUTO_ACKNOWLEDGE);
            int first = i;
            bed.fork("sender-" + i, () -> send(bed, session, credit.new Purse(), first));
        }
        return meter.read(bed);
    }

    private static Queue queue(Session session, int number) throws JMSException {
        return session.createQueue(Senders.DESTINATION + "." + number);
    }

    private Void send(Bed bed, Session session, Credit.Purse purse, int first) throws Exception {
        Queue[] all = new Queue[queues];
        for (int i = 0; i < queues; i++) {
            all[i] = queue(session, i);
        }
        MessageProducer producer = session.createProducer(null);
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        byte[] body = new byte[bed.terms().bodyBytes()];
        for (long sequence = first; ; sequence++) {
            purse.take(1);
            BytesMessage message = session.createBytesMessage();
            message.writeBytes(body);
            producer.send(all[(int) (sequence * STRIDE % queues)], message);
        }
    }
}
