package io.postrider.benchmarks.interleavings;

import io.postrider.client.dispatch.Turn;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** One who listens, and one who stops: what the listener does is over when the other goes on, or it sees that it was stopped. */
@JCStressTest
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "it was waited for")
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "it was stopped before")
@Outcome(expect = Expect.FORBIDDEN, desc = "it ran after it was stopped, or while it was waited for")
@State
public class TurnStress {
    private final Turn turn = new Turn();
    private volatile boolean stopped;
    // plain: waiting for the listener makes it safe
    private int done;

    /** Listens, unless it is stopped. */
    @Actor
    public void listen(II_Result result) {
        turn.enter(Turn.Kind.LISTENER, this);
        if (!stopped) {
            done = 1;
            result.r1 = 1;
        }
        turn.leave();
    }

    /** Stops it. */
    @Actor
    public void stop(II_Result result) {
        stopped = true;
        turn.awaitListener(null);
        result.r2 = done;
    }
}
