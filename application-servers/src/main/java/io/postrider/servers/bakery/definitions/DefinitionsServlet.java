package io.postrider.servers.bakery.definitions;

import jakarta.annotation.Resource;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConnectionFactoryDefinition;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSDestinationDefinition;
import jakarta.jms.Queue;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Sends what it is given through the factory and to the queue that it has defined itself, and receives it again. */
@JMSConnectionFactoryDefinition(
        name = "java:app/jms/DefinedFactory",
        interfaceName = "jakarta.jms.ConnectionFactory",
        resourceAdapter = "postrider")
@JMSDestinationDefinition(
        name = "java:app/jms/defined",
        interfaceName = "jakarta.jms.Queue",
        className = "io.postrider.client.destination.PostriderQueue",
        resourceAdapter = "postrider",
        destinationName = "defined",
        properties = "destinationName=defined")
@WebServlet("/defined")
public class DefinitionsServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final long LIMIT_MILLIS = 10_000;

    @Resource(lookup = "java:app/jms/DefinedFactory")
    private transient ConnectionFactory factory;

    @Resource(lookup = "java:app/jms/defined")
    private transient Queue queue;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain;charset=UTF-8");
        try (JMSContext context = factory.createContext()) {
            context.createProducer().send(queue, request.getParameter("text"));
            response.getWriter().println(context.createConsumer(queue).receiveBody(String.class, LIMIT_MILLIS));
        }
        response.getWriter().println(queue);
    }
}
