package io.postrider.broker.tcp;

import io.netty.channel.SelectStrategy;
import io.netty.util.IntSupplier;

/**
 * Lets a thread that serves sockets look once more before it sleeps. Those whom it has just answered are about to ask again: to be put
 * to sleep and woken for that costs more than to leave them the processor for a moment.
 */
final class LingeringSelect implements SelectStrategy {
    private final Runnable makeRoom;

    /**
     * @param makeRoom lets other threads run before the second look
     */
    LingeringSelect(Runnable makeRoom) {
        this.makeRoom = makeRoom;
    }

    @Override
    public int calculateStrategy(IntSupplier readyNow, boolean hasTasks) throws Exception {
        int ready = readyNow.get();
        if (ready == 0 && !hasTasks) {
            makeRoom.run();
            ready = readyNow.get();
        }
        return ready == 0 && !hasTasks ? SELECT : ready;
    }
}
