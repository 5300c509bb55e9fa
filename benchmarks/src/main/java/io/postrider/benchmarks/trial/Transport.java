package io.postrider.benchmarks.trial;

/** Between clients and the broker. */
public enum Transport {
    /** Client and broker in one process. */
    VM,
    /** The broker in a process of its own, over the loopback address. */
    TCP
}
