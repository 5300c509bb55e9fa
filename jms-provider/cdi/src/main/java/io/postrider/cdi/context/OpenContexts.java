package io.postrider.cdi.context;

import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The contexts that are open in one scope, one for each request. Safe for any thread; nothing is locked while one is opened. */
class OpenContexts {
    private static final Logger LOG = LoggerFactory.getLogger(OpenContexts.class);

    private final Map<ContextRequest, JMSContext> contexts = new ConcurrentHashMap<>();
    private volatile boolean ended;

    /**
     * The scope's context for a request, opened if there is none yet.
     *
     * @throws IllegalStateRuntimeException if the scope has ended
     */
    JMSContext get(ContextRequest request, Function<ContextRequest, JMSContext> open) {
        JMSContext known = contexts.get(request);
        if (known != null) {
            return known;
        }
        JMSContext opened = open.apply(request);
        JMSContext earlier = contexts.putIfAbsent(request, opened);
        if (earlier != null) {
            close(opened);
            return earlier;
        }
        if (ended) {
            close();
            throw new IllegalStateRuntimeException("the scope of this JMSContext has ended");
        }
        return opened;
    }

    /** Ends the scope: closes them all. One that cannot be closed in order keeps none of the others from it. */
    void close() {
        ended = true;
        for (ContextRequest request : contexts.keySet()) {
            JMSContext context = contexts.remove(request);
            if (context != null) {
                close(context);
            }
        }
    }

    private static void close(JMSContext context) {
        try {
            context.close();
        } catch (JMSRuntimeException e) {
            LOG.warn("PR008001 an injected JMSContext could not be closed in order", e);
        }
    }
}
