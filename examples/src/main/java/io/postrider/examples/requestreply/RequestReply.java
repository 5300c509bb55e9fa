package io.postrider.examples.requestreply;

import io.postrider.client.PostriderConnectionFactory;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;

/** A client asks for prices, and waits for each answer; a service answers whoever asks. */
public final class RequestReply {
    private static final long PATIENCE_MILLIS = 10_000;

    private RequestReply() {}

    /** Takes no arguments. Questions that nobody answers are of no use tomorrow, so the broker keeps nothing on disk. */
    public static void main(String[] arguments) throws JMSException {
        ConnectionFactory factory = new PostriderConnectionFactory("vm://shop?journal=memory");
        try (JMSContext service = factory.createContext();
                JMSContext client = factory.createContext()) {
            Queue questions = service.createQueue("questions");
            service.createConsumer(questions).setMessageListener(question -> answer(service, question));

            TemporaryQueue answers = client.createTemporaryQueue(); // ends with the client's connection
            JMSConsumer inbox = client.createConsumer(answers);
            for (String bread : new String[] {"rye", "wheat", "gold"}) {
                TextMessage question = client.createTextMessage(bread);
                question.setJMSReplyTo(answers);
                client.createProducer().setTimeToLive(PATIENCE_MILLIS).send(questions, question);
                Message answer = inbox.receive(PATIENCE_MILLIS);
                if (!question.getJMSMessageID().equals(answer.getJMSCorrelationID())) {
                    throw new IllegalStateException("the answer to another question");
                }
                System.out.println(bread + ": " + answer.getBody(String.class));
            }
        }
    }

    private static void answer(JMSContext service, Message question) {
        try {
            String price =
                    switch (question.getBody(String.class)) {
                        case "rye" -> "3.40";
                        case "wheat" -> "2.90";
                        default -> "we do not bake that";
                    };
            service.createProducer()
                    .setJMSCorrelationID(question.getJMSMessageID())
                    .send(question.getJMSReplyTo(), price);
        } catch (JMSException e) {
            throw new IllegalStateException(e); // the question comes again
        }
    }
}
