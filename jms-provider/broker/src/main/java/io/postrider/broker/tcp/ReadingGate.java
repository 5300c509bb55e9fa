package io.postrider.broker.tcp;

import io.netty.channel.Channel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether one link's connection is read from: not while too much waits to be answered or the answers to be written, and no more once the
 * acceptor stops. So a client that gives commands faster than the broker carries them out is slowed down by its own socket.
 */
final class ReadingGate {
    /** What a command that waits for its answer costs beside its own bytes. */
    private static final int PENDING_OVERHEAD_BYTES = 256;

    private final AtomicLong pendingBytes = new AtomicLong();
    private final CompletableFuture<Void> quiet = new CompletableFuture<>();
    private final int maxPendingBytes;

    private volatile boolean paused;
    private volatile boolean quiescing;

    ReadingGate(int maxPendingBytes) {
        this.maxPendingBytes = maxPendingBytes;
    }

    /** A command waits for its answer. Returns what {@link #answered} is told. */
    int pending(int totalBytes) {
        int bytes = totalBytes + PENDING_OVERHEAD_BYTES;
        pendingBytes.addAndGet(bytes);
        return bytes;
    }

    /** A command waits no longer. From any thread. Returns whether reading may go on, so that {@link #update} is due. */
    boolean answered(int bytes) {
        long left = pendingBytes.addAndGet(-bytes);
        completeIfQuiet();
        return paused && left <= maxPendingBytes / 2;
    }

    /** Pauses reading or goes on. On the link's home loop. */
    void update(Channel channel, Outbox outbox) {
        paused = mustPause(paused ? maxPendingBytes / 2 : maxPendingBytes, outbox);
        // an answer that came between the two looks saw no pause to end
        paused = paused && mustPause(maxPendingBytes / 2, outbox);
        if (channel.config().isAutoRead() == paused) {
            channel.config().setAutoRead(!paused);
        }
    }

    private boolean mustPause(int limit, Outbox outbox) {
        // where the client must confirm before more is written, what it says must be read
        return quiescing
                || pendingBytes.get() > limit
                || outbox.queuedAnswerBytes() > limit && !outbox.awaitsConfirmation();
    }

    /** Whether it is this side that does not read. From any thread. */
    boolean isPaused() {
        return paused;
    }

    /** Reads no more; {@link #update} is due. Returns what is done once all commands that came are answered. */
    CompletionStage<Void> quiesce() {
        quiescing = true;
        completeIfQuiet();
        return quiet;
    }

    private void completeIfQuiet() {
        if (quiescing && pendingBytes.get() == 0) {
            quiet.complete(null);
        }
    }

    /** The link has ended: nothing is waited for any more. */
    void end() {
        quiet.complete(null);
    }
}
