package io.postrider.protocol.link;

import java.util.function.BooleanSupplier;

/** What a link is told by threads that wait for it: a link over a network saves changes of thread by it. Any thread may call. */
public interface WaitingCallers {

    /**
     * Lends the calling thread to the link, as it has nothing to do until a command of its own has ended: over a network it may read the
     * answer itself, where it would be woken otherwise by a thread that was woken to read it. May return at once, and before the command has
     * ended; then the caller is to wait as usual. Blocks, however often the thread is interrupted.
     *
     * @param over whether the command has ended; asked again and again
     */
    default void serveUntil(BooleanSupplier over) {
        // only a link over a network has something to read
    }

    /**
     * The calling thread has nothing to do until something is delivered to a sink that {@linkplain DeliverySink#isAwaited is awaited} from now on, or still. To
     * be told after that is so. What the thread has said, and nobody waits for, goes on its way, unless it is a part of a transaction.
     */
    default void deliveriesAwaited() {
        // only a link over a network puts off what it reads and writes
    }
}
