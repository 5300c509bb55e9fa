package io.postrider.benchmarks.bench;

/** A run that came to no reading. */
public final class RunFailedException extends Exception {
    private static final long serialVersionUID = 1;

    RunFailedException(String message) {
        super(message);
    }
}
