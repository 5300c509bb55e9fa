package io.postrider.client.consumer;

import io.postrider.client.link.WaitingCompletion;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.Completion;
import io.postrider.protocol.link.Delivery;
import io.postrider.protocol.link.DeliverySink;
import java.util.ArrayDeque;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Where a consumer's deliveries wait for the application, and how the broker is given credit for more. The lock is held
 * for a few instructions only, never while calling the link or the application.
 *
 * <p>The broker's thread calls the {@link DeliverySink}'s methods; one thread at a time takes; any may pause or close.
 */
public final class DeliveryBuffer implements DeliverySink {
    private final BrokerLink link;
    private final long consumer;
    private final Runnable arrival;
    private final Consumer<BrokerException> onClosed;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Delivery> waiting = new ArrayDeque<>();
    private final PrefetchWindow window;
    private long lastHandedTag;
    private long lastCameTag;
    /** What came up to here has gone back to the broker with the link it came over. */
    private long staleUpTo;

    private boolean paused = true;
    private boolean returning;
    private boolean asynchronous;
    private Thread parked;
    private Thread closer;

    /** The thread that is inside of a receive. */
    private volatile Thread receiver;

    private volatile boolean closed;
    private volatile BrokerException failure;

    /**
     * Paused, and without credit.
     *
     * @param maxPrefetch the most messages that wait; 0 pulls one by one
     * @param arrival told by the broker's thread that something came, or failed, while {@link #setAsynchronous} holds
     * @param onClosed told by the broker's thread that it has closed the consumer
     */
    public DeliveryBuffer(
            BrokerLink link, long consumer, int maxPrefetch, Runnable arrival, Consumer<BrokerException> onClosed) {
        this.link = link;
        this.consumer = consumer;
        this.window = new PrefetchWindow(maxPrefetch);
        this.arrival = arrival;
        this.onClosed = onClosed;
    }

    @Override
    public void deliver(Delivery delivery) {
        boolean unwanted = false;
        boolean announce = false;
        Thread wake = null;
        lock.lock();
        try {
            window.delivered();
            lastCameTag = delivery.tag();
            if (returning) {
                return;
            }
            if (window.pullsOneByOne() && receiver == null && !asynchronous) {
                unwanted = true;
            } else {
                waiting.add(delivery);
                wake = parked;
                announce = asynchronous && !paused;
            }
        } finally {
            lock.unlock();
        }
        if (unwanted) {
            link.release(consumer, delivery.tag(), delivery.tag(), false, null);
        } else if (wake != null) {
            LockSupport.unpark(wake);
        } else if (announce) {
            arrival.run();
        }
    }

    @Override
    public void recall() {
        long first;
        long last;
        lock.lock();
        try {
            if (waiting.isEmpty()) {
                return;
            }
            first = waiting.peekFirst().tag();
            last = waiting.peekLast().tag();
            waiting.clear();
            window.shrink();
        } finally {
            lock.unlock();
        }
        link.release(consumer, first, last, false, null);
    }

    @Override
    public void reopened() {
        lock.lock();
        try {
            waiting.clear();
            staleUpTo = lastCameTag;
        } finally {
            lock.unlock();
        }
        wake();
    }

    @Override
    public void closed(BrokerException cause) {
        fail(cause);
        onClosed.accept(cause);
    }

    /** Nothing will come any more, for this reason: who waits is told. */
    public void fail(BrokerException cause) {
        lock.lock();
        try {
            failure = cause;
        } finally {
            lock.unlock();
        }
        wake();
    }

    /** Why nothing will come any more, or null. */
    public BrokerException failure() {
        return failure;
    }

    /** Whether {@link #close} was called. */
    public boolean isClosed() {
        return closed;
    }

    /** Whether arrivals are announced, as there is a listener, or fetched, as there is none. */
    public void setAsynchronous(boolean value) {
        lock.lock();
        try {
            asynchronous = value;
        } finally {
            lock.unlock();
        }
        if (value) {
            arrival.run();
        }
    }

    /** Hands out nothing until {@link #resume}. */
    public void pause() {
        lock.lock();
        try {
            paused = true;
        } finally {
            lock.unlock();
        }
    }

    /** Goes on handing out. */
    public void resume() {
        lock.lock();
        try {
            paused = false;
        } finally {
            lock.unlock();
        }
        wake();
    }

    /** The next delivery, now handed out; or null where there is none here, or the connection is stopped. */
    public Delivery poll() {
        Delivery next;
        int grant;
        lock.lock();
        try {
            if (paused || closed || returning) {
                return null;
            }
            next = waiting.poll();
            if (next == null) {
                return null;
            }
            lastHandedTag = next.tag();
            grant = window.grantAfterTaking(waiting.size(), next.message().estimatedBytes());
        } finally {
            lock.unlock();
        }
        if (grant > 0) {
            link.credit(consumer, grant, null);
        }
        return next;
    }

    /** Whether there is something to hand out. */
    public boolean hasWaiting() {
        lock.lock();
        try {
            return !paused && !closed && !returning && !waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Asks the broker for more where nothing waits and nothing is on its way. */
    public void request() {
        int grant = grantWhenEmpty();
        if (grant > 0) {
            link.credit(consumer, grant, null);
        }
    }

    private int grantWhenEmpty() {
        lock.lock();
        try {
            return paused || closed || returning || !waiting.isEmpty() ? 0 : window.grantWhenEmpty();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Begins a receive.
     *
     * @return false if another thread is inside of one, which section 6.2.5 forbids
     */
    boolean enterReceive() {
        lock.lock();
        try {
            if (receiver != null) {
                return false;
            }
            receiver = Thread.currentThread();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Ends a receive. */
    void exitReceive() {
        receiver = null;
        if (closed) {
            lock.lock();
            try {
                LockSupport.unpark(closer);
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * Waits for the next delivery, between {@link #enterReceive} and {@link #exitReceive}.
     *
     * @param forever whether to wait as long as it takes
     * @param deadlineNanos otherwise until when, as {@link System#nanoTime} counts
     * @return null when the time is over, or the buffer is closed or has failed
     * @throws InterruptedException nothing was taken
     */
    Delivery take(boolean forever, long deadlineNanos) throws InterruptedException {
        Delivery next = poll();
        while (next == null) {
            request();
            next = poll();
            if (next != null || closed || failure != null) {
                return next;
            }
            long left = forever ? Long.MAX_VALUE : deadlineNanos - System.nanoTime();
            if (left <= 0) {
                return null;
            }
            park(left);
            next = poll();
        }
        return next;
    }

    private void park(long nanos) throws InterruptedException {
        lock.lock();
        try {
            if (closed || failure != null || (!paused && !waiting.isEmpty())) {
                return;
            }
            parked = Thread.currentThread();
        } finally {
            lock.unlock();
        }
        LockSupport.parkNanos(this, nanos);
        lock.lock();
        try {
            parked = null;
        } finally {
            lock.unlock();
        }
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while waiting for a message");
        }
    }

    /**
     * The next delivery if the broker has one now.
     *
     * @param reply to wait with
     * @throws BrokerException if the broker cannot say
     */
    Delivery takeNow(WaitingCompletion reply) throws BrokerException {
        Delivery next = poll();
        if (next != null || closed || isPaused()) {
            return next;
        }
        link.credit(consumer, grantWhenEmpty(), reply.begin());
        reply.await();
        return poll();
    }

    private boolean isPaused() {
        lock.lock();
        try {
            return paused;
        } finally {
            lock.unlock();
        }
    }

    /** A delivery was not taken after all: it is the next again, as if it had not been handed out. */
    void putBack(Delivery delivery) {
        lock.lock();
        try {
            if (!closed && delivery.tag() > staleUpTo) {
                lastHandedTag = delivery.tag() - 1;
                waiting.addFirst(delivery);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Gives all that was not handed out back to the broker, and drops what still comes until that is done. Afterwards
     * deliveries come in the queue's order again, with those that were released before this call.
     *
     * @param returned told when it is done
     */
    public void returnWaiting(Completion returned) {
        long from;
        lock.lock();
        try {
            returning = true;
            waiting.clear();
            from = lastHandedTag + 1;
        } finally {
            lock.unlock();
        }
        link.release(consumer, from, Long.MAX_VALUE, false, new Completion() {
            @Override
            public void done() {
                accept();
                returned.done();
            }

            @Override
            public void failed(BrokerException cause) {
                accept();
                returned.failed(cause);
            }

            @Override
            public boolean callerWaits() {
                return returned.callerWaits();
            }
        });
    }

    private void accept() {
        lock.lock();
        try {
            returning = false;
        } finally {
            lock.unlock();
        }
        wake();
    }

    /** Something has changed that who waits, or is announced to, should look at. */
    private void wake() {
        Thread waiter;
        boolean announce;
        lock.lock();
        try {
            waiter = parked;
            announce = asynchronous;
        } finally {
            lock.unlock();
        }
        if (waiter != null) {
            LockSupport.unpark(waiter);
        }
        if (announce) {
            arrival.run();
        }
    }

    /**
     * Hands out nothing more; a receive that waits in another thread returns null. Blocks until it has. Idempotent.
     *
     * @return false where it was closed before
     */
    public boolean close() {
        Thread wake;
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            closed = true;
            closer = Thread.currentThread();
            wake = parked;
        } finally {
            lock.unlock();
        }
        LockSupport.unpark(wake);
        awaitReceiver();
        return true;
    }

    private void awaitReceiver() {
        boolean interrupted = false;
        while (receiver != null && receiver != Thread.currentThread()) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Closes the broker's side, after {@link #close}: what was not handed out goes back, what was stays outstanding.
     *
     * @return the broker's answer
     */
    public CompletionStage<Void> closeConsumer() {
        long last;
        lock.lock();
        try {
            waiting.clear();
            last = lastHandedTag;
        } finally {
            lock.unlock();
        }
        return link.closeConsumer(consumer, last);
    }
}
