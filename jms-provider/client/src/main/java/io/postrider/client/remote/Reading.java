package io.postrider.client.remote;

import io.postrider.protocol.wire.Frame;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Who reads what the broker says: the link's own thread, the reader; or, while all that comes are answers to callers who wait for
 * them, the caller. A caller that reads its answer itself need not be woken by a thread that was woken for that: it saves two changes
 * of thread, of the four that a command over the network takes.
 *
 * <pre>
 *   KEPT --so many answers in a row were for callers who waited, and nobody else waits for anything--&gt; LENT
 *   LENT --a caller waits--&gt; BORROWED --its answer came--&gt; LENT
 *   LENT --something else is waited for; or nobody has read for a while--&gt; KEPT
 *   BORROWED --something else is waited for--&gt; RECALLED --the caller's answer came--&gt; KEPT
 *   BORROWED, RECALLED --what came is not the caller's business: a goodbye, a broken transport--&gt; KEPT, which deals with it
 * </pre>
 *
 * <p>Whoever begins to wait for something first says so (a command that is pending, a sink that is {@linkplain
 * io.postrider.protocol.link.DeliverySink#isAwaited awaited}) and then looks here, by {@link #recall}; who lends does it the other way
 * round, and so one of the two sees the other. While it is lent and nobody reads, what comes of itself lies in the socket: for {@value
 * #LOOK_MILLIS} ms or twice that, then the reader reads again.
 */
final class Reading {
    /** So many answers in a row, or a link with mixed traffic would pay for a change to and fro each time. */
    static final int ANSWERS_BEFORE_LENDING = 64;

    private static final int LOOK_MILLIS = 20;

    private enum State {
        KEPT,
        LENT,
        BORROWED,
        RECALLED
    }

    private final Thread reader;
    private final long lookNanos;
    private final AtomicReference<State> state = new AtomicReference<>(State.KEPT);
    private volatile Thread borrower;
    private volatile boolean used;
    private Conversation conversation;
    private RemoteLink link;

    // of whoever reads just now; handed on by the state
    private Transport transport;
    private int answersInARow;
    private Frame left;
    private Throwable failure;

    /** @param reader the link's own thread */
    Reading(Thread reader) {
        this(reader, LOOK_MILLIS);
    }

    /**
     * @param reader the link's own thread
     * @param lookMillis how often it looks whether what it has lent is of use
     */
    Reading(Thread reader, long lookMillis) {
        this.reader = reader;
        lookNanos = TimeUnit.MILLISECONDS.toNanos(lookMillis);
    }

    /** Before anything is read: who is told of it. */
    void tell(Conversation counts, RemoteLink hears) {
        conversation = counts;
        link = hears;
    }

    /** Whether this thread reads, and so must neither write to the socket nor wait for the broker. */
    boolean isByThisThread() {
        Thread current = Thread.currentThread();
        return current == reader || current == borrower;
    }

    // ---- the reader

    /**
     * Reads a transport, or has it read, until the broker says goodbye.
     *
     * @throws IOException if the transport breaks
     * @throws io.postrider.protocol.message.MalformedMessageException if the broker does not keep to the protocol
     */
    Frame.Goodbye untilGoodbye(Transport from) throws IOException {
        transport = from;
        answersInARow = 0;
        while (true) {
            if (answersInARow >= ANSWERS_BEFORE_LENDING && link.isQuiet()) {
                lend();
            }
            Frame frame = next();
            if (frame instanceof Frame.Goodbye goodbye) {
                return goodbye;
            }
            hear(frame);
        }
    }

    private Frame next() throws IOException {
        Frame frame = left;
        left = null;
        return frame != null ? frame : transport.read(Integer.MAX_VALUE);
    }

    private void hear(Frame frame) {
        conversation.received(frame.type(), transport.lastFrameBytes());
        if (frame instanceof Frame.Received received) {
            conversation.confirmed(received.frames());
        } else if (!(frame instanceof Frame.Ping)) {
            boolean forWhoWaits = link.hear(frame);
            answersInARow = forWhoWaits ? answersInARow + 1 : 0;
        }
    }

    private void lend() throws IOException {
        used = true;
        state.set(State.LENT);
        if (!link.isQuiet()) {
            recall();
        }
        while (state.get() != State.KEPT) {
            LockSupport.parkNanos(this, lookNanos);
            if (!used || !link.isQuiet()) {
                state.compareAndSet(State.LENT, State.KEPT);
            }
            used = false;
        }
        answersInARow = 0;
        throwFailure();
    }

    private void throwFailure() throws IOException {
        Throwable cause = failure;
        failure = null;
        if (cause instanceof IOException e) {
            throw e;
        }
        if (cause instanceof RuntimeException e) {
            throw e;
        }
        if (cause instanceof Error e) {
            throw e;
        }
    }

    // ---- all others

    /** Something is waited for that no caller reads by itself. From any thread; the reader, if it has lent the reading, takes it back. */
    void recall() {
        if (state.get() == State.KEPT) {
            return;
        }
        if (state.compareAndSet(State.LENT, State.KEPT)) {
            LockSupport.unpark(reader);
        } else {
            state.compareAndSet(State.BORROWED, State.RECALLED);
        }
    }

    /**
     * By a caller that waits: reads until that is over, if the reading is to be had. Otherwise returns at once.
     *
     * @param over whether its answer has come
     */
    void borrow(BooleanSupplier over) {
        if (state.get() != State.LENT || over.getAsBoolean()) {
            return;
        }
        if (VirtualThreads.isCurrent()) {
            // an interrupt would close its socket
            recall();
        } else if (state.compareAndSet(State.LENT, State.BORROWED)) {
            borrower = Thread.currentThread();
            used = true;
            readUntil(over);
            borrower = null;
            giveBack();
        }
    }

    private void readUntil(BooleanSupplier over) {
        try {
            while (left == null && !over.getAsBoolean()) {
                Frame frame = transport.read(Integer.MAX_VALUE);
                if (frame instanceof Frame.Goodbye) {
                    left = frame;
                } else {
                    hear(frame);
                }
            }
        } catch (IOException | RuntimeException | Error e) {
            // the reader says what it means; the caller waits for that
            failure = e;
        }
    }

    private void giveBack() {
        if (left == null && failure == null && state.compareAndSet(State.BORROWED, State.LENT)) {
            if (!link.isQuiet()) {
                recall();
            }
            return;
        }
        state.set(State.KEPT);
        LockSupport.unpark(reader);
    }
}
