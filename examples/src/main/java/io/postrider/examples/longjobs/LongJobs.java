package io.postrider.examples.longjobs;

import io.postrider.Postrider;
import io.postrider.broker.Broker;
import io.postrider.client.PostriderConnectionFactory;
import io.postrider.protocol.link.BrokerException;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.concurrent.CompletableFuture;

/** Four prompts for a language model: an urgent one, one that has to be tried again later, and one that can never succeed. */
public final class LongJobs {
    private static final int BATCH = 2;
    private static final int INTERACTIVE = 8;
    private static final int FEASIBLE = 3;

    private LongJobs() {}

    /** Takes no arguments. The broker's journal is in {@code ./postrider-data/jobs}. */
    public static void main(String[] arguments) throws BrokerException, JMSException {
        try (Broker broker =
                Postrider.broker().name("jobs").maxDeliveryAttempts(3).start()) {
            ConnectionFactory factory = new PostriderConnectionFactory("vm://" + broker.name());
            submit(factory);
            CompletableFuture<Void> work;
            try (JMSContext screen = factory.createContext();
                    Worker worker = new Worker(factory)) {
                // progress is for those who look: it is not kept
                JMSConsumer progress = screen.createConsumer(screen.createTopic("jobs.progress"));
                work = CompletableFuture.runAsync(worker);
                int done = 0;
                while (done < FEASIBLE) {
                    Message step = progress.receive();
                    System.out.println(step.getStringProperty("job") + ": " + step.getBody(String.class));
                    done += step.getBody(String.class).equals("done") ? 1 : 0;
                }
                printDeadLetter(screen);
            }
            work.join();
        }
    }

    private static void submit(ConnectionFactory factory) {
        try (JMSContext client = factory.createContext(JMSContext.SESSION_TRANSACTED)) {
            submit(client, BATCH, "summary", "summarize the annual report");
            submit(client, BATCH, "broken", "");
            submit(client, BATCH, "busy", "translate the manual");
            submit(client, INTERACTIVE, "chat", "what is a dead letter?");
            client.commit(); // all four or none
        }
    }

    private static void submit(JMSContext client, int priority, String job, String prompt) {
        client.createProducer().setPriority(priority).setProperty("job", job).send(client.createQueue("jobs"), prompt);
    }

    /** What nobody could do waits there for a person, who can look at it, delete it, or {@code postrider redrive} it. */
    private static void printDeadLetter(JMSContext context) throws JMSException {
        Message letter = context.createConsumer(context.createQueue("DLQ")).receive();
        System.out.println("dead letter: " + letter.getStringProperty("job") + " after "
                + letter.getIntProperty("postrider_dlq_attempts") + " attempts, from "
                + letter.getStringProperty("postrider_dlq_origin"));
    }
}
