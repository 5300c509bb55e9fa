package io.postrider.client.message;

import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.Topic;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Messages and destinations of another provider: they show nothing but the interfaces of the specification. */
final class ForeignMessages {

    private ForeignMessages() {}

    /** A message that behaves like the given one and is of no class of this provider. */
    static <M extends Message> M foreign(Class<M> type, M message) {
        return type.cast(Proxy.newProxyInstance(
                ForeignMessages.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return method.invoke(message, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    /** Another provider's queue. */
    static Queue queue(String name) {
        return () -> name;
    }

    /** Another provider's topic. */
    static Topic topic(String name) {
        return () -> name;
    }
}
