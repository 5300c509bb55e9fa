package io.postrider.benchmarks.interleavings;

import io.postrider.broker.core.step.Mailbox;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Steps of two threads: one at a time, none lost, each thread's own in order; and what is done before a rest sees them all. */
@JCStressTest
@Outcome(id = "1234, 4", expect = Expect.ACCEPTABLE, desc = "the first thread's steps, then the second's")
@Outcome(
        id = {"1324, 4", "1342, 4", "3124, 4", "3142, 4"},
        expect = Expect.ACCEPTABLE,
        desc = "by turns")
@Outcome(id = "3412, 4", expect = Expect.ACCEPTABLE, desc = "the second thread's first")
@Outcome(expect = Expect.FORBIDDEN, desc = "a step lost, overtaken, or at the same time as another")
@State
public class MailboxStress {
    private static final int TEN = 10;

    private final Mailbox mailbox = new Mailbox("a stress test", Runnable::run, this::rest);
    // plain: the mailbox alone makes them safe
    private int order;
    private int steps;
    private int stepsAtRest;

    private void step(int digit) {
        order = order * TEN + digit;
        steps++;
    }

    private void rest() {
        stepsAtRest = steps;
    }

    /** Two steps in order. */
    @Actor
    public void first() {
        mailbox.submit(() -> step(1));
        mailbox.submit(() -> step(2));
    }

    /** A step that leaves another one to its own mailbox. */
    @Actor
    public void second() {
        mailbox.submit(() -> {
            step(3);
            mailbox.submit(() -> step(4));
        });
    }

    /** What came of it. */
    @Arbiter
    public void see(II_Result result) {
        result.r1 = order;
        result.r2 = stepsAtRest;
    }
}
