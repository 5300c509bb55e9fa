package io.postrider.examples.longjobs;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Topic;

/** Takes one job after the other. A job is gone only when its result is there; if the process dies, somebody else does it. */
final class Worker implements Runnable, AutoCloseable {
    private static final long RETRY_AFTER_MILLIS = 500;

    private final JMSContext work;
    private final JMSContext reports;
    private int calls;

    Worker(ConnectionFactory factory) {
        work = factory.createContext(JMSContext.SESSION_TRANSACTED);
        reports = work.createContext(JMSContext.AUTO_ACKNOWLEDGE);
    }

    /** Works until it is closed. */
    @Override
    public void run() {
        try {
            JMSConsumer jobs = work.createConsumer(work.createQueue("jobs"));
            for (Message job = jobs.receive(); job != null; job = jobs.receive()) {
                doOne(job);
            }
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    private void doOne(Message job) throws JMSException {
        report(job, "started");
        try {
            String answer = model(job.getBody(String.class));
            work.createProducer()
                    .setProperty("job", job.getStringProperty("job"))
                    .send(work.createQueue("results"), answer);
            work.commit(); // the job is gone and its result is there, in one step
            report(job, "done");
        } catch (BusyException busy) {
            // later, behind what others have to do; the delay survives a restart as the message does
            work.createProducer()
                    .setDeliveryDelay(RETRY_AFTER_MILLIS)
                    .setPriority(job.getJMSPriority())
                    .send(job.getJMSDestination(), job);
            work.commit();
            report(job, "the model is busy, again in " + RETRY_AFTER_MILLIS + " ms");
        } catch (IllegalArgumentException hopeless) {
            report(job, "failed: " + hopeless.getMessage());
            work.rollback(); // after the third time the broker moves it to the dead-letter queue
        }
    }

    /** Outside of the transaction, so that it is seen while the job is under way. */
    private void report(Message job, String step) throws JMSException {
        Topic progress = reports.createTopic("jobs.progress");
        reports.createProducer()
                .setDeliveryMode(DeliveryMode.NON_PERSISTENT)
                .setProperty("job", job.getStringProperty("job"))
                .send(progress, step);
    }

    /** Stands for a call that takes minutes. */
    private String model(String prompt) throws BusyException {
        if (prompt.isEmpty()) {
            throw new IllegalArgumentException("an empty prompt");
        }
        if (prompt.startsWith("translate") && ++calls == 1) {
            throw new BusyException();
        }
        return "an answer to: " + prompt;
    }

    /** May be called by any thread: a job under way goes back to the queue. */
    @Override
    public void close() {
        reports.close();
        work.close();
    }

    private static final class BusyException extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
