package io.postrider.examples.mdb;

import jakarta.annotation.Resource;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code POST} orders the bread in the body; {@code GET} waits for a delivery. */
@WebServlet("/orders")
public class OrderServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final long PATIENCE_MILLIS = 30_000;

    @Resource
    private transient ConnectionFactory connections;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try (JMSContext context = connections.createContext()) {
            String bread = request.getReader().readLine();
            context.createProducer().send(context.createQueue("orders"), bread);
            response.getWriter().println("ordered: " + bread);
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try (JMSContext context = connections.createContext()) {
            String delivery = context.createConsumer(context.createQueue("deliveries"))
                    .receiveBody(String.class, PATIENCE_MILLIS);
            response.getWriter().println("delivered: " + delivery);
        }
    }
}
