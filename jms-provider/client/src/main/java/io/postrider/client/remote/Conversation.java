package io.postrider.client.remote;

import io.postrider.protocol.wire.EncodedFrame;
import io.postrider.protocol.wire.Frame;
import io.postrider.protocol.wire.FrameEncoder;
import io.postrider.protocol.wire.FrameType;
import io.postrider.protocol.wire.IncomingCount;
import io.postrider.protocol.wire.OutgoingFrames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What both sides of a link say, over one transport after another: what this side says is kept until the broker has it, what
 * the broker says is counted.
 *
 * <p>One thread at a time writes to a transport. Who adds a frame while nobody writes becomes the writer, and goes on while
 * others leave it more, up to a limit; the rest, and whatever the reading thread says, is left to the thread of {@link
 * #run}. So the reading thread never waits for a socket that takes no more.
 */
final class Conversation implements Runnable {
    private static final int BATCH_BYTES = 128 * 1024;
    private static final int BATCHES_FOR_OTHERS = 16;
    /** How often the writer's thread looks for what was to go shortly. */
    private static final long SHORTLY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    /** So much may wait for a frame that is less patient. */
    private static final int PATIENT_BYTES = 32 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final Condition ending = lock.newCondition();

    private final OutgoingFrames outgoing = new OutgoingFrames();
    private final IncomingCount incoming = new IncomingCount();
    private final int maxUnconfirmedBytes;
    private final long heartbeatNanos;
    private final Reading reading;

    /** Written under the lock; the reader looks at it without. */
    private volatile int awaitingRoom;

    private Transport transport;
    private boolean writing;
    private boolean leftToWriter;
    /** Whether the writer's thread looks by itself for what was to go shortly. Written under the lock; who has said something looks at it without. */
    private volatile boolean watching;

    private boolean saidSinceLook;
    private long lookAtNanos;
    private boolean tellDue;
    private boolean pingDue;
    private boolean finishing;
    private boolean ended;
    private Runnable givingUp;
    private long giveUpAtNanos;

    /**
     * @param reading knows the thread that reads, which must never write
     * @param heartbeatMillis after so much silence of this side it sends a {@link Frame.Ping}; 0 for never
     */
    Conversation(Reading reading, int maxUnconfirmedBytes, int heartbeatMillis) {
        this.reading = reading;
        this.maxUnconfirmedBytes = maxUnconfirmedBytes;
        this.heartbeatNanos = TimeUnit.MILLISECONDS.toNanos(heartbeatMillis);
    }

    /**
     * Says something: over the present transport, or over the next one.
     *
     * @return false if the conversation has ended
     */
    boolean say(EncodedFrame frame, Departure departure) {
        Transport target;
        lock.lock();
        try {
            if (ended) {
                return false;
            }
            outgoing.add(frame);
            target = claimWriting(departure);
        } finally {
            lock.unlock();
        }
        if (target != null) {
            write(target, BATCHES_FOR_OTHERS);
        }
        return true;
    }

    /**
     * Waits until there is room for more on its way to the broker. The reading thread does not wait.
     *
     * @return false if there was none in time
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    boolean awaitRoom(int timeoutMillis) throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
            while (!ended && outgoing.keptBytes() >= maxUnconfirmedBytes && !reading.isByThisThread()) {
                if (left <= 0) {
                    return false;
                }
                // nothing else might be said while this thread waits
                leaveToWriter();
                left = awaitConfirmation(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private long awaitConfirmation(long nanos) throws InterruptedException {
        awaitingRoom++;
        try {
            reading.recall();
            return room.awaitNanos(nanos);
        } finally {
            awaitingRoom--;
        }
    }

    /** Whether somebody waits until there is room. */
    boolean isRoomAwaited() {
        return awaitingRoom > 0;
    }

    private Transport claimWriting(Departure departure) {
        if (transport == null || writing) {
            return null;
        }
        if (departure == Departure.WITH_NEXT && outgoing.unwrittenBytes() < PATIENT_BYTES) {
            return null;
        }
        if (departure == Departure.SHORTLY && outgoing.unwrittenBytes() < PATIENT_BYTES) {
            watch();
            return null;
        }
        if (departure != Departure.NOW || reading.isByThisThread()) {
            leaveToWriter();
            return null;
        }
        writing = true;
        return transport;
    }

    /** To be woken once for a stream of frames is enough: while there is one, the writer's thread goes on looking. */
    private void watch() {
        saidSinceLook = true;
        if (!watching) {
            watching = true;
            lookAtNanos = System.nanoTime() + SHORTLY_NANOS;
            work.signal();
        }
    }

    /** The calling thread has nothing else to do: it writes what it, or another one, has said to go shortly. */
    void hasten() {
        if (!watching) {
            return;
        }
        Transport target;
        lock.lock();
        try {
            target = outgoing.unwrittenBytes() == 0 ? null : claimWriting(Departure.NOW);
        } finally {
            lock.unlock();
        }
        if (target != null) {
            write(target, BATCHES_FOR_OTHERS);
        }
    }

    private void leaveToWriter() {
        if (!leftToWriter) {
            wakeWriter();
        }
    }

    private void wakeWriter() {
        leftToWriter = true;
        work.signal();
    }

    private void write(Transport target, int batches) {
        List<EncodedFrame> batch = new ArrayList<>();
        try {
            int left = batches;
            while (nextBatch(target, batch, left > 0)) {
                target.write(batch);
                batch.clear();
                left--;
            }
            endIfFinished();
        } catch (IOException e) {
            // the reader learns of it from its own read, and says why the transport broke
            Log.LOG.debug("PR003508 Writing failed", e);
            target.abort();
        }
    }

    private void endIfFinished() {
        boolean finished;
        lock.lock();
        try {
            finished = finishing && !writing;
        } finally {
            lock.unlock();
        }
        if (finished) {
            end();
        }
    }

    /** Takes what is to be written now; if there is nothing, or this thread has written enough, the role is free again. */
    private boolean nextBatch(Transport target, List<EncodedFrame> batch, boolean goOn) {
        lock.lock();
        try {
            if (transport != target) {
                return false;
            }
            if (!goOn) {
                writing = false;
                wakeWriter();
                return false;
            }
            if (tellDue) {
                batch.add(FrameEncoder.encode(new Frame.Received(incoming.tell())));
            } else if (pingDue) {
                batch.add(FrameEncoder.encode(new Frame.Ping()));
            }
            tellDue = false;
            pingDue = false;
            outgoing.drainTo(batch, BATCH_BYTES);
            writing = !batch.isEmpty();
            // all is written: whatever was left to the writer's thread, too, which may have found this one at work
            leftToWriter &= writing;
            return writing;
        } finally {
            lock.unlock();
        }
    }

    /** The writer's thread: writes what others left, and heart-beats, until the conversation ends. */
    @Override
    public void run() {
        Transport target = awaitWork();
        while (target != null) {
            write(target, Integer.MAX_VALUE);
            target = awaitWork();
        }
        Runnable then = givenUp();
        if (then != null) {
            then.run();
        }
    }

    private Runnable givenUp() {
        lock.lock();
        try {
            return isGivenUp() ? givingUp : null;
        } finally {
            lock.unlock();
        }
    }

    private boolean isGivenUp() {
        return givingUp != null && transport == null && System.nanoTime() - giveUpAtNanos >= 0;
    }

    /**
     * From so much time on the conversation does not wait for another transport: where it has none it ends.
     *
     * @param then what is done when that happens, on the writer's thread
     */
    void giveUpAfter(long millis, Runnable then) {
        lock.lock();
        try {
            givingUp = then;
            giveUpAtNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    private Transport awaitWork() {
        lock.lock();
        try {
            while (!ended) {
                if (isGivenUp()) {
                    ended = true;
                    return null;
                }
                lookForOverdue();
                if (transport != null && !writing && (leftToWriter || tellDue || pingDue)) {
                    leftToWriter = false;
                    writing = true;
                    return transport;
                }
                if (heartbeatNanos == 0 && givingUp == null && !watching) {
                    work.awaitUninterruptibly();
                } else {
                    awaitHeartbeat();
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private void lookForOverdue() {
        long now = System.nanoTime();
        if (watching && now - lookAtNanos >= 0) {
            leftToWriter |= outgoing.unwrittenBytes() > 0;
            watching = saidSinceLook;
            saidSinceLook = false;
            lookAtNanos = now + SHORTLY_NANOS;
        }
    }

    /** Waits for work, the next heart-beat, the next look, or the time to give up. */
    private void awaitHeartbeat() {
        long wait = heartbeatNanos == 0 ? Long.MAX_VALUE : heartbeatNanos / 2;
        if (heartbeatNanos != 0 && transport != null && !writing) {
            long silence = System.nanoTime() - transport.lastWriteNanos();
            if (silence >= heartbeatNanos / 2) {
                tellDue = incoming.untold();
                pingDue = !tellDue;
                return;
            }
            wait = heartbeatNanos / 2 - silence;
        }
        if (givingUp != null && transport == null) {
            wait = Math.min(wait, giveUpAtNanos - System.nanoTime());
        }
        if (watching) {
            wait = Math.min(wait, lookAtNanos - System.nanoTime());
        }
        try {
            work.awaitNanos(wait);
        } catch (InterruptedException e) {
            // nobody has a reason to interrupt this thread; it ends with the conversation
            Log.LOG.debug("PR003508 The writer was interrupted", e);
        }
    }

    /** A frame came and was dealt with. By the reading thread. */
    void received(FrameType type, int totalBytes) {
        lock.lock();
        try {
            if (incoming.add(type, totalBytes)) {
                tellDue = true;
                work.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The broker has so many frames of this side. */
    void confirmed(long frames) {
        lock.lock();
        try {
            outgoing.confirm(frames);
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How many frames of the broker came. */
    long receivedFrames() {
        lock.lock();
        try {
            return incoming.received();
        } finally {
            lock.unlock();
        }
    }

    /** The transport is broken: what is said from now on waits for the next. */
    void detach() {
        lock.lock();
        try {
            transport = null;
            writing = false;
            ended |= finishing;
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Goes on over a transport.
     *
     * @param receivedFrames how many frames of this side the broker has
     * @return false if the conversation has ended meanwhile
     */
    boolean attach(Transport next, long receivedFrames) {
        lock.lock();
        try {
            if (ended) {
                return false;
            }
            outgoing.resume(receivedFrames);
            transport = next;
            writing = false;
            room.signalAll();
            wakeWriter();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the conversation once the broker is told of all that came; at once where there is no transport. */
    void finish() {
        boolean atOnce;
        lock.lock();
        try {
            finishing = true;
            tellDue = incoming.untold();
            atOnce = transport == null || !tellDue && !writing;
            work.signal();
        } finally {
            lock.unlock();
        }
        if (atOnce) {
            end();
        }
    }

    /** Ends the conversation: nothing is said any more, and nobody waits. Idempotent. */
    void end() {
        Transport last;
        lock.lock();
        try {
            ended = true;
            last = transport;
            transport = null;
            outgoing.clear();
            work.signalAll();
            room.signalAll();
            ending.signalAll();
        } finally {
            lock.unlock();
        }
        if (last != null) {
            last.abort();
        }
    }

    /** Waits so long, or until the conversation ends. Returns whether it has ended. */
    boolean awaitEnd(long millis) {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (!ended && left > 0) {
                left = ending.awaitNanos(left);
            }
            return ended;
        } catch (InterruptedException e) {
            Log.LOG.debug("PR003508 The wait for another attempt was interrupted", e);
            return false;
        } finally {
            lock.unlock();
        }
    }
}
