package io.postrider.client.acknowledge;

import io.postrider.client.link.WaitingCompletion;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * All that a session has handed to the application and not acknowledged, of all its consumers, even closed ones. Safe
 * for any thread; nothing blocks but what says so.
 */
public final class HandedDeliveries {
    private final BrokerLink link;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<HandedTags> consumers = new ArrayList<>(4);

    /** Nothing yet. */
    public HandedDeliveries(BrokerLink link) {
        this.link = link;
    }

    /** Where the tags of a consumer are kept. */
    public HandedTags open(long consumer) {
        HandedTags tags = new HandedTags(consumer);
        lock.lock();
        try {
            consumers.add(tags);
        } finally {
            lock.unlock();
        }
        return tags;
    }

    /** The consumer is closed: its tags are forgotten once they are acknowledged or released. */
    public void retire(HandedTags tags) {
        lock.lock();
        try {
            tags.retire();
            if (tags.isEmpty()) {
                consumers.remove(tags);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The application has, or is about to have, this delivery. */
    public void add(HandedTags tags, long tag) {
        lock.lock();
        try {
            tags.add(tag);
        } finally {
            lock.unlock();
        }
    }

    /** How many deliveries there are. */
    public int count() {
        lock.lock();
        try {
            int sum = 0;
            for (int i = 0; i < consumers.size(); i++) {
                sum += consumers.get(i).count();
            }
            return sum;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Acknowledges everything, and does not wait.
     *
     * @param transaction of which it is part, or {@link BrokerLink#NO_TRANSACTION}
     */
    public void acknowledge(long transaction) {
        lock.lock();
        try {
            for (int i = consumers.size() - 1; i >= 0; i--) {
                HandedTags tags = consumers.get(i);
                long consumer = tags.consumer();
                tags.drain((first, last) -> link.acknowledge(consumer, first, last, transaction, null));
                forgetIfRetired(tags, i);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Acknowledges everything outside of a transaction; blocks until the broker knows. Where some of it is stale, as a link was lost, and
     * some is not, what is not has been acknowledged: the rest comes again.
     *
     * @throws BrokerException the last failure, {@link BrokerError#STALE_DELIVERY} only where nothing was acknowledged
     */
    public void acknowledgeAndWait() throws BrokerException {
        List<WaitingCompletion> replies = new ArrayList<>(2);
        lock.lock();
        try {
            for (int i = consumers.size() - 1; i >= 0; i--) {
                HandedTags tags = consumers.get(i);
                long consumer = tags.consumer();
                tags.drain((first, last) ->
                        link.acknowledge(consumer, first, last, BrokerLink.NO_TRANSACTION, waiting(replies)));
                forgetIfRetired(tags, i);
            }
        } finally {
            lock.unlock();
        }
        awaitAll(replies);
    }

    private static void awaitAll(List<WaitingCompletion> replies) throws BrokerException {
        BrokerException stale = null;
        boolean some = false;
        for (WaitingCompletion reply : replies) {
            try {
                reply.await();
                some = true;
            } catch (BrokerException e) {
                if (e.error() != BrokerError.STALE_DELIVERY) {
                    throw e;
                }
                stale = e;
            }
        }
        if (stale != null && !some) {
            throw stale;
        }
    }

    private WaitingCompletion waiting(List<WaitingCompletion> replies) {
        WaitingCompletion reply = new WaitingCompletion(link).begin();
        replies.add(reply);
        return reply;
    }

    /**
     * Acknowledges one delivery outside of a transaction, if it is still here; blocks until the broker knows.
     *
     * @throws BrokerException if the broker refuses
     */
    public void acknowledgeAndWait(HandedTags tags, long tag) throws BrokerException {
        if (!remove(tags, tag)) {
            return;
        }
        WaitingCompletion reply = new WaitingCompletion(link).begin();
        link.acknowledge(tags.consumer(), tag, tag, BrokerLink.NO_TRANSACTION, reply);
        reply.await();
    }

    /**
     * Takes one delivery out, for the caller to acknowledge or release.
     *
     * @return false if it was not here
     */
    public boolean remove(HandedTags tags, long tag) {
        lock.lock();
        try {
            return tags.remove(tag);
        } finally {
            lock.unlock();
        }
    }

    /** Gives everything back to the broker as attempted, and does not wait. */
    public void release() {
        lock.lock();
        try {
            for (int i = consumers.size() - 1; i >= 0; i--) {
                HandedTags tags = consumers.get(i);
                tags.drain((first, last) -> link.release(tags.consumer(), first, last, true, null));
                forgetIfRetired(tags, i);
            }
        } finally {
            lock.unlock();
        }
    }

    private void forgetIfRetired(HandedTags tags, int at) {
        if (tags.isRetired()) {
            consumers.remove(at);
        }
    }
}
