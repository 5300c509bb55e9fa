package io.postrider.broker.tcp;

import io.netty.util.concurrent.DefaultThreadFactory;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.ConnectRequest;
import io.postrider.protocol.link.LinkEvents;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Where links are opened: checking a password costs much time on purpose, and must not be at the cost of the links that are
 * open. Few threads and a short queue, so that a flood of logins harms nothing but logins.
 */
final class LoginThreads implements LinkOpener {
    private static final int THREADS = 2;
    private static final int MAX_WAITING = 1000;
    private static final int IDLE_SECONDS = 30;

    private final LinkOpener opener;
    private final ThreadPoolExecutor executor;

    LoginThreads(String brokerName, LinkOpener opener) {
        this.opener = opener;
        this.executor = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MAX_WAITING),
                new DefaultThreadFactory("postrider-login-" + brokerName, true));
        executor.allowCoreThreadTimeOut(true);
    }

    @Override
    public CompletionStage<BrokerLink> open(ConnectRequest request, String certificateName, LinkEvents events) {
        try {
            return CompletableFuture.supplyAsync(() -> opener.open(request, certificateName, events), executor)
                    .thenCompose(opening -> opening);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedStage(new BrokerException(
                    BrokerError.BROKER_UNAVAILABLE, "too many clients log in at the same time; try again later", e));
        }
    }

    void stop() {
        executor.shutdownNow();
    }
}
