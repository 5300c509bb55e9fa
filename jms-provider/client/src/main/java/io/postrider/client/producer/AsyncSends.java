package io.postrider.client.producer;

import io.postrider.client.dispatch.Strand;
import io.postrider.client.dispatch.Turn;
import io.postrider.client.error.JmsErrors;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.Completion;
import jakarta.jms.CompletionListener;
import jakarta.jms.Message;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session's asynchronous sends, in the order they were made: that of the calls of their completion listeners, whatever
 * order the broker completes them in (section 7.3.8 of the specification). The listeners run on a strand of their own, in
 * turn with the session's message listeners.
 */
public final class AsyncSends {
    private static final Logger LOG = LoggerFactory.getLogger(AsyncSends.class);

    private final Turn turn;
    private final Strand strand;
    private final Queue<AsyncSend> sends = new ConcurrentLinkedQueue<>();
    private final AtomicInteger incomplete = new AtomicInteger();

    /** None yet. */
    public AsyncSends(Executor pool, Turn turn) {
        this.turn = turn;
        this.strand = new Strand(pool, this::tellNext);
    }

    /** A send that is about to be made. */
    Completion begin(PostriderMessageProducer producer, Message message, CompletionListener listener) {
        AsyncSend send = new AsyncSend(producer, message, listener);
        incomplete.incrementAndGet();
        producer.incomplete.incrementAndGet();
        sends.add(send);
        return send;
    }

    /** Waits until every send is complete and its listener has returned. */
    public void awaitAll() {
        if (incomplete.get() > 0) {
            turn.awaitWithin(() -> incomplete.get() == 0);
        }
    }

    /** Waits until every send of a producer is complete and its listener has returned. */
    void awaitAll(PostriderMessageProducer producer) {
        if (producer.incomplete.get() > 0) {
            turn.awaitWithin(() -> producer.incomplete.get() == 0);
        }
    }

    private boolean tellNext() {
        AsyncSend next = sends.peek();
        if (next == null || !next.complete) {
            return false;
        }
        sends.poll();
        turn.enter(Turn.Kind.COMPLETION, next.producer);
        try {
            next.tell();
        } finally {
            incomplete.decrementAndGet();
            next.producer.incomplete.decrementAndGet();
            turn.leave();
        }
        return true;
    }

    /** One send, and what became of it. */
    private final class AsyncSend implements Completion {
        private final PostriderMessageProducer producer;
        private final Message message;
        private final CompletionListener listener;
        private BrokerException failure;
        private volatile boolean complete;

        AsyncSend(PostriderMessageProducer producer, Message message, CompletionListener listener) {
            this.producer = producer;
            this.message = message;
            this.listener = listener;
        }

        @Override
        public void done() {
            complete = true;
            strand.wake();
        }

        @Override
        public void failed(BrokerException cause) {
            failure = cause;
            done();
        }

        private void tell() {
            try {
                if (failure == null) {
                    listener.onCompletion(message);
                } else {
                    listener.onException(message, JmsErrors.checked(failure));
                }
            } catch (Throwable e) {
                LOG.warn(
                        "PR003001 a completion listener threw an exception for {}; nothing else is affected",
                        message,
                        e);
            }
        }
    }
}
