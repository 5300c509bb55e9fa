package io.postrider.benchmarks.workload;

import jakarta.jms.BytesMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;

/**
 * What ten times as many of something cost each message: the same load before and after, in one process, so that nothing else is different.
 *
 * @param few how many there are at first; 0 for a twentieth of a backlog
 */
record Growth(String name, int kind, String title, Of of, int few) implements Workload {
    private static final int TIMES = 10;
    private static final long SET_UP_SECONDS = 120;
    private static final int PARTIES = 4;
    private static final int PART_OF_A_BACKLOG = 20;
    /** Prime to any number of queues. */
    private static final long STRIDE = 7919;

    /** What there are more and more of. */
    enum Of {
        /** Each with a consumer, and all sent to. */
        QUEUES,
        /** Each with a consumer that nothing comes for, beside a load of four to four. */
        CONNECTIONS,
        /** Of one topic, each with a consumer. A message is one delivery. */
        SUBSCRIPTIONS,
        /** Messages that stand in the queue through which the load goes; persistent. */
        BACKLOG
    }

    /** Something that there can be more of while it works. */
    @FunctionalInterface
    private interface Load {
        void growTo(int count) throws Exception;
    }

    @Override
    public Metric compared() {
        return Metric.GROWTH;
    }

    /** A connection may take a tenth of a second, and a backlog is put in at whatever rate. */
    @Override
    public long setUpSeconds() {
        return SET_UP_SECONDS;
    }

    @Override
    public Readings run(Bed bed) throws Exception {
        Meter meter = new Meter();
        Load load =
                switch (of) {
                    case QUEUES -> queues(bed, meter);
                    case CONNECTIONS -> connections(bed, meter);
                    case SUBSCRIPTIONS -> subscriptions(bed, meter);
                    case BACKLOG -> backlog(bed, meter);
                };
        int count = few > 0 ? few : bed.terms().backlog() / PART_OF_A_BACKLOG;
        load.growTo(count);
        double before = meter.read(bed).values().get(Metric.CPU_MICROS);
        load.growTo(count * TIMES);
        Readings after = meter.read(bed);
        return after.with(Metric.GROWTH, after.values().get(Metric.CPU_MICROS) / before);
    }

    private Load queues(Bed bed, Meter meter) throws Exception {
        Credit credit = new Credit(bed.terms().inFlight(), few * TIMES);
        QueueLoad load = new QueueLoad(bed, meter, credit);
        load.growTo(few);
        for (int i = 0; i < PARTIES; i++) {
            Session session = bed.connect().createSession(Session.AUTO_ACKNOWLEDGE);
            int first = i;
            bed.fork("sender-" + i, () -> load.send(session, first));
        }
        return load;
    }

    private Load connections(Bed bed, Meter meter) throws Exception {
        Shape shape = Shape.queue(PARTIES, PARTIES, false);
        Credit credit = new Credit(bed.terms().inFlight(), PARTIES * 2);
        new Receivers(bed, shape, meter, credit).open();
        new Senders(bed, shape, meter, credit).start();
        List<Session> idle = new ArrayList<>();
        return count -> {
            while (idle.size() < count) {
                Session session = bed.connect().createSession(Session.AUTO_ACKNOWLEDGE);
                session.createConsumer(session.createQueue("idle." + idle.size()))
                        .setMessageListener(
                                message -> bed.fail(new IllegalStateException("nobody has sent " + message)));
                idle.add(session);
            }
        };
    }

    /** The bound of what is under way is that of the many, from the start. */
    private Load subscriptions(Bed bed, Meter meter) throws Exception {
        Credit credit = new Credit(bed.terms().inFlight(), few * TIMES);
        Credit.Purse purse = credit.new Purse();
        List<Session> subscribers = new ArrayList<>();
        Shape shape = Shape.queue(1, few * TIMES, false).to(Shape.Target.TOPIC);
        Session sending = bed.connect().createSession(Session.AUTO_ACKNOWLEDGE);
        MessageProducer producer = sending.createProducer(Senders.destination(sending, shape));
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        return count -> {
            while (subscribers.size() < count) {
                Session session = bed.connect().createSession(Session.AUTO_ACKNOWLEDGE);
                Credit.Purse received = credit.new Purse();
                session.createConsumer(Senders.destination(session, shape)).setMessageListener(message -> {
                    meter.count(1);
                    received.give(1);
                });
                subscribers.add(session);
            }
            if (count == few) {
                bed.fork("sender", () -> publish(bed, sending, producer, purse, subscribers));
            }
        };
    }

    private static Void publish(
            Bed bed, Session session, MessageProducer producer, Credit.Purse purse, List<Session> subscribers)
            throws Exception {
        byte[] body = new byte[bed.terms().bodyBytes()];
        while (true) {
            purse.take(subscribers.size());
            BytesMessage message = session.createBytesMessage();
            message.writeBytes(body);
            producer.send(message);
        }
    }

    /** What is received makes room for as much to be sent: the backlog stays as it is. */
    private static Load backlog(Bed bed, Meter meter) throws Exception {
        Shape shape = Backlog.shape();
        Credit credit = new Credit(0, PARTIES * 2);
        long[] standing = {0};
        return count -> {
            new Senders(bed, shape, new Meter(), null).send(count - standing[0]);
            if (standing[0] == 0) {
                new Receivers(bed, shape, meter, credit).open();
                new Senders(bed, shape, meter, credit).start();
            }
            standing[0] = count;
        };
    }

    /** Sends to as many queues as there are. */
    private final class QueueLoad implements Load {
        private final Bed bed;
        private final Meter meter;
        private final Credit credit;
        private final List<Session> receiving = new ArrayList<>();
        private volatile int queues;

        QueueLoad(Bed bed, Meter meter, Credit credit) {
            this.bed = bed;
            this.meter = meter;
            this.credit = credit;
        }

        @Override
        public void growTo(int count) throws Exception {
            while (receiving.size() < count) {
                Session session = bed.connect().createSession(Session.AUTO_ACKNOWLEDGE);
                Credit.Purse purse = credit.new Purse();
                session.createConsumer(queue(session, receiving.size())).setMessageListener(message -> {
                    meter.count(1);
                    purse.give(1);
                });
                receiving.add(session);
            }
            queues = count;
        }

        private Queue queue(Session session, int number) throws Exception {
            return session.createQueue(Senders.DESTINATION + "." + number);
        }

        Void send(Session session, int first) throws Exception {
            MessageProducer producer = session.createProducer(null);
            producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
            Credit.Purse purse = credit.new Purse();
            List<Queue> known = new ArrayList<>();
            byte[] body = new byte[bed.terms().bodyBytes()];
            for (long sequence = first; ; sequence++) {
                int count = queues;
                while (known.size() < count) {
                    known.add(queue(session, known.size()));
                }
                purse.take(1);
                BytesMessage message = session.createBytesMessage();
                message.writeBytes(body);
                producer.send(known.get((int) (sequence * STRIDE % count)), message);
            }
        }
    }
}
