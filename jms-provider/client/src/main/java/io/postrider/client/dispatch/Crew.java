package io.postrider.client.dispatch;

import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A few threads that run the strands of many connections in turn, where so many are awake at once that a thread for each would cost more than what they
 * do. A strand joins once its work has shown to be brief, see {@link Brevity}. Should one be held up nevertheless, another thread takes the place of the
 * one that runs it within {@link Watch#TICK_NANOS some milliseconds}, so a listener that blocks still holds up no other for longer. Safe for any thread.
 */
final class Crew {
    private final Executor threads;
    private final int size;
    private final int crowd;
    private final Queue<Strand> line = new ConcurrentLinkedQueue<>();
    private final Set<CrewMember> members = ConcurrentHashMap.newKeySet();
    private final Watch watch = new Watch(this);

    /** Members but those that are held up; never more than the size. Whoever adds to it is, or becomes, a member. */
    private final AtomicInteger atWork = new AtomicInteger();

    /** Those of them that have no strand and look for one: whoever puts one in the line need not call anybody. */
    private final AtomicInteger looking = new AtomicInteger();

    /** Strands that could join, and run on threads of their connections. */
    private final AtomicInteger apart = new AtomicInteger();

    /**
     * Nobody is at work at first.
     *
     * @param threads of which each task gets one at once, as it may block; without a context class loader
     * @param size how many work at once, but for those that are held up
     * @param crowd more strands than these, awake at once on threads of their own, are too many
     */
    Crew(Executor threads, int size, int crowd) {
        this.threads = threads;
        this.size = size;
        this.crowd = crowd;
    }

    /** Whether a strand that is awake had better join: so many are awake, or the crew is at work anyhow. */
    boolean isCrowded() {
        return apart.get() > crowd || atWork.get() > 0;
    }

    /** A strand begins to run on another thread. */
    void beginsApart() {
        apart.incrementAndGet();
    }

    /** It ends that. */
    void endsApart() {
        apart.decrementAndGet();
    }

    /** Puts a strand at the end of the line; it is awake, and not in the line yet. */
    void add(Strand strand) {
        line.add(strand);
        if (looking.get() == 0) {
            callUp();
        }
    }

    /** Whether strands wait in the line. */
    boolean hasLine() {
        return !line.isEmpty();
    }

    /** Whether there is nothing to do, and nobody who does it. */
    boolean isIdle() {
        return line.isEmpty() && members.isEmpty() && atWork.get() == 0;
    }

    /** Gets one more to work, unless there are enough. */
    private void callUp() {
        if (takePlace()) {
            boolean called = false;
            try {
                threads.execute(new CrewMember(this));
                called = true;
            } finally {
                if (!called) {
                    givePlace();
                }
            }
        }
    }

    // What its members and the watch use ----------------------------------------------------------------------------

    void enter(CrewMember member) {
        members.add(member);
        watch.isNeeded(threads);
    }

    void leave(CrewMember member) {
        members.remove(member);
    }

    Set<CrewMember> members() {
        return members;
    }

    Strand next() {
        return line.poll();
    }

    void beginsToLook() {
        looking.incrementAndGet();
    }

    void endsLooking() {
        looking.decrementAndGet();
    }

    /** Becomes one of those at work, if there are not enough. */
    boolean takePlace() {
        int now = atWork.get();
        while (now < size) {
            if (atWork.compareAndSet(now, now + 1)) {
                return true;
            }
            now = atWork.get();
        }
        return false;
    }

    /** Gives that up; {@link #replace} is to follow, as a strand that came just before was left to whoever does so. */
    void givePlace() {
        atWork.decrementAndGet();
    }

    /** A member is held up, or goes: its place is given up by now, and another takes it, if anybody waits. */
    void replace() {
        if (hasLine()) {
            callUp();
        }
    }
}
