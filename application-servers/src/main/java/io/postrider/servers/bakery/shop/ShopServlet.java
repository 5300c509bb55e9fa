package io.postrider.servers.bakery.shop;

import io.postrider.servers.bakery.ledger.Ledger;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** The shop's counter towards the street: the path says what is wanted, the answer has a line for each thing. */
@WebServlet("/shop/*")
public class ShopServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Resource(name = "jms/OutsideFactory")
    private transient ConnectionFactory outside;

    @EJB
    private transient Till till;

    @EJB
    private transient Shelf shelf;

    @EJB
    private transient Ledger ledger;

    @Inject
    private transient Counter counter;

    @Inject
    private transient DefaultCounter defaultCounter;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        response.setContentType("text/plain;charset=UTF-8");
        try {
            for (String line : serve(request)) {
                response.getWriter().println(line);
            }
        } catch (JMSException | NamingException e) {
            throw new ServletException(e);
        }
    }

    private List<String> serve(HttpServletRequest request) throws JMSException, NamingException {
        return switch (request.getPathInfo()) {
            case "/send" -> send(request);
            case "/receive" -> receive(request);
            case "/ledger" -> ledger.read(request.getParameter("book"));
            case "/browse" -> shelf.look(request.getParameter("queue"), request.getParameter("property"));
            case "/halt" -> halt(request.getParameter("mark"));
            case "/footprint" -> Footprint.now(adapter());
            case "/footprint-short-of-memory" -> Footprint.whenShortOfMemory(adapter());
            default -> throw new IllegalArgumentException("The shop has no " + request.getPathInfo());
        };
    }

    private List<String> send(HttpServletRequest request) throws NamingException {
        Destination to = destination(request.getParameter("to"));
        String text = request.getParameter("text");
        String fate = request.getParameter("fate");
        boolean commit = isCommitted(request);
        try {
            switch (request.getParameter("by")) {
                case "till" -> till.send(to, text, fate, commit);
                case "counter" -> counter.send(to, text, commit);
                case "default" -> defaultCounter.send(to, text);
                case "outside" -> till.send(outside, to, text, fate);
                case "both" -> till.sendTwice(outside, to, text);
                default -> throw new IllegalArgumentException("Nobody sells by " + request.getParameter("by"));
            }
        } catch (ChangedMind asWished) {
            return List.of("rolled back");
        }
        return List.of(commit ? "committed" : "rolled back");
    }

    private List<String> receive(HttpServletRequest request) throws JMSException, NamingException {
        Destination from = destination(request.getParameter("from"));
        long timeoutMillis = Long.parseLong(request.getParameter("timeoutMillis"));
        try {
            String text = "till".equals(request.getParameter("by"))
                    ? till.receive(from, isCommitted(request), timeoutMillis)
                    : counter.receive(from, isCommitted(request), timeoutMillis);
            return text == null ? List.of() : List.of(text);
        } catch (ChangedMind asWished) {
            return List.of();
        }
    }

    /** Its classes are the connection factory's, too. */
    private ClassLoader adapter() {
        return outside.getClass().getClassLoader();
    }

    private static List<String> halt(String mark) {
        System.setProperty("bakery.halt", mark);
        return List.of(mark);
    }

    private static boolean isCommitted(HttpServletRequest request) {
        return !"rollback".equals(request.getParameter("end"));
    }

    private static Destination destination(String name) throws NamingException {
        return (Destination) new InitialContext().lookup("java:comp/env/jms/" + name);
    }
}
