package io.postrider.broker.journal;

import java.util.concurrent.Executor;

/** Told once how a unit ended. Called in the order of commits; must return soon, and may append further units. */
public interface UnitCompletion {

    /** Asks for nothing. */
    UnitCompletion NONE = new UnitCompletion() {
        @Override
        public void committed() {
            // nobody waits for this unit
        }

        @Override
        public void failed(JournalException cause) {
            // whoever appends next is told of the failure
        }
    };

    /** The unit is durable. */
    void committed();

    /** The unit was not stored, and never will be. */
    void failed(JournalException cause);

    /**
     * Runs what the thread that appends may do soon, before it sleeps or blocks, such as a commit; null if it is not to be troubled. May
     * throw {@link java.util.concurrent.RejectedExecutionException}.
     */
    default Executor endOfRound() {
        return null;
    }
}
