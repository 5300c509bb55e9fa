package io.postrider.security;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.concurrent.atomic.AtomicInteger;

/** A class like those that attackers look for on class paths: to deserialize it is to run it. It notes that it ran. */
final class RunsWhenRead implements Serializable {
    static final AtomicInteger RUNS = new AtomicInteger();

    private static final long serialVersionUID = 1L;

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        RUNS.incrementAndGet();
    }
}
