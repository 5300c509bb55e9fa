package io.postrider.client.context;

import io.postrider.client.error.JmsErrors;
import jakarta.jms.JMSException;

/** Calls the classic API for the simplified one, whose exceptions are unchecked. */
final class Unchecked {
    private Unchecked() {}

    /** What gives a value. */
    interface Call<T> {
        T call() throws JMSException;
    }

    /** What gives none. */
    interface Action {
        void run() throws JMSException;
    }

    static <T> T call(Call<T> call) {
        try {
            return call.call();
        } catch (JMSException e) {
            throw JmsErrors.unchecked(e);
        }
    }

    static void run(Action action) {
        try {
            action.run();
        } catch (JMSException e) {
            throw JmsErrors.unchecked(e);
        }
    }
}
