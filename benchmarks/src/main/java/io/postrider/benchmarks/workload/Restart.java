package io.postrider.benchmarks.workload;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.util.Optional;

/** A broker that is killed while it holds many messages: how long until its successor delivers the first. */
record Restart(String name, int kind, String title) implements Workload {
    private static final int HEAP_MEBIBYTES = 2048;

    @Override
    public Metric compared() {
        return Metric.RESTART_MILLIS;
    }

    @Override
    public int heapMebibytes() {
        return HEAP_MEBIBYTES;
    }

    @Override
    public Optional<Workload> afterKill() {
        return Optional.of(new FirstMessage(name + "-after"));
    }

    /** Half of a backlog: a million of two. */
    @Override
    public Readings run(Bed bed) throws Exception {
        long messages = bed.terms().backlog() / 2;
        long start = System.nanoTime();
        new Senders(bed, Backlog.shape(), new Meter(), null).send(messages);
        return new Readings().with(Metric.FILL_RATE, messages * 1e9 / (System.nanoTime() - start));
    }

    private record FirstMessage(String name) implements Workload {
        private static final long PATIENCE_MILLIS = 600_000;

        @Override
        public int kind() {
            return 0;
        }

        @Override
        public String title() {
            return "the first message after a restart";
        }

        @Override
        public Metric compared() {
            return Metric.RESTART_MILLIS;
        }

        /** Its time is taken by who has killed the broker. */
        @Override
        public Readings run(Bed bed) throws Exception {
            Session session = connectOnceItListens(bed).createSession(Session.AUTO_ACKNOWLEDGE);
            var message = session.createConsumer(session.createQueue(Senders.DESTINATION))
                    .receive(PATIENCE_MILLIS);
            if (!(message instanceof BytesMessage)) {
                throw new IllegalStateException("not one message of many has come");
            }
            return new Readings();
        }

        private static Connection connectOnceItListens(Bed bed) throws Exception {
            long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
            while (true) {
                try {
                    return bed.connect();
                } catch (JMSException e) {
                    if (System.nanoTime() > deadline) {
                        throw e;
                    }
                    bed.pass(1);
                }
            }
        }
    }
}
