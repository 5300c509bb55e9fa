package io.postrider.client.link;

import io.postrider.client.error.JmsErrors;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import jakarta.jms.JMSException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/** Waits for what a broker answers. */
public final class Replies {
    private Replies() {}

    /**
     * Waits until a command has ended, however often the thread is interrupted: the command cannot be taken back, and its
     * outcome must not be guessed. An interrupt is kept for whoever looks next.
     *
     * @throws JMSException what {@link JmsErrors} makes of the failure
     */
    public static <T> T await(CompletionStage<T> reply) throws JMSException {
        try {
            return awaitBroker(reply);
        } catch (BrokerException e) {
            throw JmsErrors.checked(e);
        }
    }

    /**
     * As {@link #await}, for callers that have another use for the failure.
     *
     * @throws BrokerException the failure as the broker told it
     */
    public static <T> T awaitBroker(CompletionStage<T> reply) throws BrokerException {
        CompletableFuture<T> future = reply.toCompletableFuture();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * As {@link #awaitBroker(CompletionStage)}, for a command that the link has its caller read the answer to.
     *
     * @throws BrokerException the failure as the broker told it
     */
    public static <T> T awaitBroker(BrokerLink link, CompletionStage<T> reply) throws BrokerException {
        link.serveUntil(reply.toCompletableFuture()::isDone);
        return awaitBroker(reply);
    }

    private static BrokerException failure(Throwable cause) {
        Throwable root = cause;
        while (root instanceof CompletionException && root.getCause() != null) {
            root = root.getCause();
        }
        if (root instanceof BrokerException broker) {
            return broker;
        }
        return new BrokerException(BrokerError.INTERNAL, "the command failed: " + root, root);
    }
}
