package io.postrider.servers.bakery.shop;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.QueueBrowser;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;

/** Shows what lies in a queue, and takes nothing. */
@Stateless
public class Shelf {
    @Resource(name = "jms/ConnectionFactory")
    private ConnectionFactory connections;

    /** The texts of a queue's messages in order, each with its property of that name if it has it. */
    public List<String> look(String queue, String property) throws JMSException {
        List<String> texts = new ArrayList<>();
        try (JMSContext context = connections.createContext();
                QueueBrowser browser = context.createBrowser(context.createQueue(queue))) {
            Enumeration<?> messages = browser.getEnumeration();
            while (messages.hasMoreElements()) {
                texts.add(line((Message) messages.nextElement(), property));
            }
        }
        return texts;
    }

    private static String line(Message message, String property) throws JMSException {
        String text = message.getBody(String.class);
        return message.propertyExists(property) ? text + " " + message.getStringProperty(property) : text;
    }
}
