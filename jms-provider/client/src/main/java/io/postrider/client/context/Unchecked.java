package io.postrider.client.context;

import io.postrider.client.error.JmsErrors;
import jakarta.jms.JMSException;

/** Calls the classic API for the simplified one, whose exceptions are unchecked. */
public final class Unchecked {
    private Unchecked() {}

    /** What gives a value. */
    public interface Call<T> {
        /** The call. */
        T call() throws JMSException;
    }

    /** What gives none. */
    public interface Action {
        /** The call. */
        void run() throws JMSException;
    }

    /** What the call gives; its {@code JMSException} comes as the unchecked counterpart. */
    public static <T> T call(Call<T> call) {
        try {
            return call.call();
        } catch (JMSException e) {
            throw JmsErrors.unchecked(e);
        }
    }

    /** Makes the call; its {@code JMSException} comes as the unchecked counterpart. */
    public static void run(Action action) {
        try {
            action.run();
        } catch (JMSException e) {
            throw JmsErrors.unchecked(e);
        }
    }
}
