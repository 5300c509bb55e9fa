package io.postrider.journal.derby;

/** Keeps a caller's interrupt from reaching Derby, which would shut the database down over it. */
final class Interrupts {
    private Interrupts() {}

    /** What is done meanwhile. */
    @FunctionalInterface
    interface Step<T, X extends Exception> {
        T run() throws X;
    }

    /** Does it with the thread's interrupt taken off, and put back afterwards. */
    static <T, X extends Exception> T heldBack(Step<T, X> step) throws X {
        boolean interrupted = Thread.interrupted();
        try {
            return step.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
