package io.postrider.benchmarks.interleavings;

import io.postrider.client.dispatch.Strand;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Work that two threads announce: all of it is done, by one thread at a time, however soon a wake follows the look that found nothing. */
@JCStressTest
@Outcome(id = "3, 0", expect = Expect.ACCEPTABLE, desc = "all is done")
@Outcome(expect = Expect.FORBIDDEN, desc = "a wake was missed, or two worked at once")
@State
public class StrandStress {
    private final AtomicInteger announced = new AtomicInteger();
    private final Strand strand = new Strand(Runnable::run, this::work);
    // plain: the strand alone makes it safe
    private int done;

    private boolean work() {
        if (announced.get() == 0) {
            return false;
        }
        announced.decrementAndGet();
        done++;
        return true;
    }

    /** Announces two pieces. */
    @Actor
    public void first() {
        announced.incrementAndGet();
        strand.wake();
        announced.incrementAndGet();
        strand.wake();
    }

    /** Announces one. */
    @Actor
    public void second() {
        announced.incrementAndGet();
        strand.wake();
    }

    /** What came of it. */
    @Arbiter
    public void see(II_Result result) {
        result.r1 = done;
        result.r2 = announced.get();
    }
}
