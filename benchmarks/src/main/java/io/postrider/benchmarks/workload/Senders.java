package io.postrider.benchmarks.workload;

import jakarta.jms.BytesMessage;
import jakarta.jms.CompletionListener;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.HdrHistogram.SingleWriterRecorder;

/** The producers of a shape, each on a thread of its own. */
final class Senders {
    /** Of the queue or topic. */
    static final String DESTINATION = "bench";

    /** Which consumer a message is for, where they select. */
    static final String LANE = "lane";

    private static final String SEQUENCE = "sequence";
    private static final int BODY_SEED = 7;

    private final Bed bed;
    private final Shape shape;
    private final Meter meter;
    private final Credit credit;
    private final byte[] body;
    private final CompletionListener completed;

    /** @param credit how much may be under way, or null for no bound, where what is counted are the sends */
    Senders(Bed bed, Shape shape, Meter meter, Credit credit) {
        this.bed = bed;
        this.shape = shape;
        this.meter = meter;
        this.credit = credit;
        body = new byte[bed.terms().bodyBytes()];
        new Random(BODY_SEED).nextBytes(body);
        completed = new CompletionListener() {
            @Override
            public void onCompletion(Message message) {
                // the receiver counts
            }

            @Override
            public void onException(Message message, Exception exception) {
                bed.fail(exception);
            }
        };
    }

    /** Lets them send for good. */
    void start() throws Exception {
        for (int i = 0; i < shape.producers(); i++) {
            Sender sender = new Sender(Long.MAX_VALUE);
            bed.fork("sender-" + i, sender::send);
        }
    }

    /** Lets them send so many messages in all, and waits for that. */
    void send(long messages) throws Exception {
        CountDownLatch ended = new CountDownLatch(shape.producers());
        for (int i = 0; i < shape.producers(); i++) {
            Sender sender = new Sender(messages / shape.producers());
            bed.fork("sender-" + i, () -> {
                sender.send();
                sender.session.close();
                ended.countDown();
                return null;
            });
        }
        while (ended.getCount() > 0) {
            bed.pass(1);
        }
    }

    static Destination destination(Session session, Shape shape) throws JMSException {
        return shape.target() == Shape.Target.QUEUE
                ? session.createQueue(DESTINATION)
                : session.createTopic(DESTINATION);
    }

    private final class Sender {
        private final long limit;
        private final Session session;
        private final MessageProducer producer;
        private final Credit.Purse purse = credit == null ? null : credit.new Purse();
        private final SingleWriterRecorder timer = shape.isTimed() ? meter.timer() : null;
        private long sequence;

        Sender(long limit) throws Exception {
            this.limit = limit;
            session = bed.connect()
                    .createSession(shape.isTransacted() ? Session.SESSION_TRANSACTED : Session.AUTO_ACKNOWLEDGE);
            producer = session.createProducer(destination(session, shape));
            producer.setDeliveryMode(shape.persistent() ? DeliveryMode.PERSISTENT : DeliveryMode.NON_PERSISTENT);
        }

        private Void send() throws Exception {
            while (sequence < limit) {
                if (purse != null) {
                    purse.take(shape.batch() * shape.copies());
                }
                for (int i = 0; i < shape.batch(); i++) {
                    sendOne();
                }
                if (shape.isTransacted()) {
                    session.commit();
                }
                if (purse == null) {
                    meter.count(shape.batch());
                }
            }
            return null;
        }

        private void sendOne() throws JMSException {
            BytesMessage message = session.createBytesMessage();
            message.writeBytes(body);
            message.setLongProperty(SEQUENCE, sequence);
            if (shape.lanes() > 0) {
                message.setIntProperty(LANE, (int) (sequence % shape.lanes()));
            }
            sequence++;
            if (timer != null) {
                long start = System.nanoTime();
                producer.send(message);
                timer.recordValue(System.nanoTime() - start);
            } else if (shape.sending() == Shape.Sending.ASYNC) {
                bed.provider().sendAsync(producer, message, completed);
            } else {
                producer.send(message);
            }
        }
    }
}
