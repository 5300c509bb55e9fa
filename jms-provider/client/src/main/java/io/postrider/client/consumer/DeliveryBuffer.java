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
import java.util.function.Consumer;

/**
 * Where a consumer's deliveries wait for the application, and how the broker is given credit for more. The locks are held
 * for a few instructions only, never while calling the link or the application.
 *
 * <p>The broker's thread calls the {@link DeliverySink}'s methods; one thread at a time takes; any may pause or close. There is a lock for
 * those who take, the {@link PrefetchWindow}, and one for {@link Arrivals}, so that the broker and the taker do not meet at each message; all else takes both, that one last.
 */
public final class DeliveryBuffer implements DeliverySink {
    private final BrokerLink link;
    private final long consumer;
    private final Runnable arrival;
    private final Consumer<BrokerException> onClosed;
    private final Arrivals arrivals = new Arrivals();
    /** What was fetched from where it came: all of it before what is still there. */
    private ArrayDeque<Delivery> waiting = new ArrayDeque<>();

    private final PrefetchWindow window;
    private final boolean pullsOneByOne;
    /** What came up to here has gone back to the broker with the link it came over. */
    private long staleUpTo;

    // Changed with both locks, and looked at with either; and here nothing else changes with each message, so that all
    // processors can keep it.
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
        this.pullsOneByOne = maxPrefetch == 0;
        this.arrival = arrival;
        this.onClosed = onClosed;
    }

    /** For what the broker's thread and the taker look at both. */
    private void lockBoth() {
        window.lock();
        arrivals.lock();
    }

    private void unlockBoth() {
        window.ahead(arrivals.credit + arrivals.count() + waiting.size());
        arrivals.unlock();
        window.unlock();
    }

    private void change(Runnable change) {
        lockBoth();
        try {
            change.run();
        } finally {
            unlockBoth();
        }
    }

    @Override
    public void deliver(Delivery delivery) {
        boolean unwanted = false;
        boolean announce = false;
        Thread wake = null;
        arrivals.lock();
        try {
            arrivals.credit--;
            arrivals.lastTag = delivery.tag();
            if (returning) {
                return;
            }
            if (pullsOneByOne && receiver == null && !asynchronous) {
                unwanted = true;
            } else {
                arrivals.add(delivery);
                wake = parked;
                announce = asynchronous && !paused;
            }
        } finally {
            arrivals.unlock();
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
    public boolean isAwaited() {
        window.lock();
        try {
            return asynchronous || parked != null;
        } finally {
            window.unlock();
        }
    }

    @Override
    public void recall() {
        long first;
        long last;
        lockBoth();
        try {
            if (isEmpty()) {
                return;
            }
            first = (waiting.isEmpty() ? arrivals.first() : waiting.peekFirst()).tag();
            last = (arrivals.count() == 0 ? waiting.peekLast() : arrivals.last()).tag();
            clear();
            window.shrink();
        } finally {
            unlockBoth();
        }
        link.release(consumer, first, last, false, null);
    }

    /** With both locks. */
    private boolean isEmpty() {
        return waiting.isEmpty() && arrivals.count() == 0;
    }

    /** With both locks. */
    private void clear() {
        waiting.clear();
        arrivals.clear();
    }

    @Override
    public void reopened() {
        change(() -> {
            clear();
            staleUpTo = arrivals.lastTag;
        });
        wake();
    }

    @Override
    public void closed(BrokerException cause) {
        fail(cause);
        onClosed.accept(cause);
    }

    /** Nothing will come any more, for this reason: who waits is told. */
    public void fail(BrokerException cause) {
        change(() -> failure = cause);
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
        change(() -> asynchronous = value);
        if (value) {
            link.deliveriesAwaited();
            arrival.run();
        }
    }

    /** Hands out nothing until {@link #resume}. */
    public void pause() {
        change(() -> paused = true);
    }

    /** Goes on handing out. */
    public void resume() {
        change(() -> paused = false);
        wake();
    }

    /** The next delivery, now handed out; or null where there is none here, or the connection is stopped. */
    public Delivery poll() {
        Delivery next;
        int grant;
        window.lock();
        try {
            if (paused || closed || returning) {
                return null;
            }
            next = waiting.isEmpty() ? fetch() : waiting.poll();
            if (next == null) {
                return null;
            }
            grant = given(window.taken(next.tag(), next.message().estimatedBytes()));
        } finally {
            window.unlock();
        }
        if (grant > 0) {
            link.credit(consumer, grant, null);
        }
        return next;
    }

    /** Fetches what has come, with the taker's lock; the first of it, or null. */
    private Delivery fetch() {
        arrivals.lock();
        try {
            if (arrivals.count() > 0) {
                waiting = arrivals.exchange(waiting);
            }
            // what was dropped as it came is counted only here
            window.ahead(arrivals.credit + waiting.size());
        } finally {
            arrivals.unlock();
        }
        return waiting.poll();
    }

    /** So much credit is about to be given; with the taker's lock. */
    private int given(int grant) {
        if (grant > 0) {
            arrivals.lock();
            arrivals.credit += grant;
            arrivals.unlock();
        }
        return grant;
    }

    /** Whether there is something to hand out. */
    public boolean hasWaiting() {
        lockBoth();
        try {
            return !paused && !closed && !returning && !isEmpty();
        } finally {
            unlockBoth();
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
        lockBoth();
        try {
            if (paused || closed || returning || !isEmpty() || arrivals.credit > 0) {
                return 0;
            }
            int grant = window.grantWhenEmpty();
            arrivals.credit += grant;
            return grant;
        } finally {
            unlockBoth();
        }
    }

    /**
     * Begins a receive.
     *
     * @return false if another thread is inside of one, which section 6.2.5 forbids
     */
    boolean enterReceive() {
        window.lock();
        try {
            if (receiver != null) {
                return false;
            }
            receiver = Thread.currentThread();
            return true;
        } finally {
            window.unlock();
        }
    }

    /** Ends a receive. */
    void exitReceive() {
        receiver = null;
        if (closed) {
            window.lock();
            try {
                LockSupport.unpark(closer);
            } finally {
                window.unlock();
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
        lockBoth();
        try {
            if (closed || failure != null || (!paused && !isEmpty())) {
                return;
            }
            parked = Thread.currentThread();
        } finally {
            unlockBoth();
        }
        link.deliveriesAwaited();
        LockSupport.parkNanos(this, nanos);
        change(() -> parked = null);
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
        window.lock();
        try {
            return paused;
        } finally {
            window.unlock();
        }
    }

    /** A delivery was not taken after all: it is the next again, as if it had not been handed out. */
    void putBack(Delivery delivery) {
        change(() -> {
            if (!closed && delivery.tag() > staleUpTo) {
                window.handedUpTo(delivery.tag() - 1);
                waiting.addFirst(delivery);
            }
        });
    }

    /**
     * Gives all that was not handed out back to the broker, and drops what still comes until that is done. Afterwards
     * deliveries come in the queue's order again, with those that were released before this call.
     *
     * @param returned told when it is done
     */
    public void returnWaiting(Completion returned) {
        long from;
        lockBoth();
        try {
            returning = true;
            clear();
            from = window.lastHandedTag() + 1;
        } finally {
            unlockBoth();
        }
        link.release(consumer, from, Long.MAX_VALUE, false, new AcceptingAgain(this::accept, returned));
    }

    private void accept() {
        change(() -> returning = false);
        wake();
    }

    /** Something has changed that who waits, or is announced to, should look at. */
    private void wake() {
        Thread waiter;
        boolean announce;
        window.lock();
        try {
            waiter = parked;
            announce = asynchronous;
        } finally {
            window.unlock();
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
        window.lock();
        try {
            if (closed) {
                return false;
            }
            closed = true;
            closer = Thread.currentThread();
            wake = parked;
        } finally {
            window.unlock();
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
        lockBoth();
        try {
            clear();
            last = window.lastHandedTag();
        } finally {
            unlockBoth();
        }
        return link.closeConsumer(consumer, last);
    }
}
