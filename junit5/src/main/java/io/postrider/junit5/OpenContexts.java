package io.postrider.junit5;

import io.postrider.client.PostriderConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSPasswordCredential;
import jakarta.jms.JMSSessionMode;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.extension.ParameterContext;

/** The contexts that parameters of a test were given. For the thread of the test. */
final class OpenContexts {
    private final Deque<JMSContext> open = new ArrayDeque<>();

    JMSContext open(PostriderConnectionFactory factory, ParameterContext parameter) {
        int mode = parameter
                .findAnnotation(JMSSessionMode.class)
                .map(JMSSessionMode::value)
                .orElse(JMSContext.AUTO_ACKNOWLEDGE);
        parameter.findAnnotation(JMSPasswordCredential.class).ifPresent(credential -> {
            factory.setUserName(credential.userName());
            factory.setPassword(credential.password());
        });
        JMSContext context = factory.createContext(mode);
        open.push(context);
        return context;
    }

    /** Closes them, the last one first. What was not committed or acknowledged goes back. */
    void close() {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }
}
