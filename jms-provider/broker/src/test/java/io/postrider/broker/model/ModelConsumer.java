package io.postrider.broker.model;

import java.util.TreeMap;

/** A consumer of the model, open or closed. */
final class ModelConsumer {
    final long number;
    final int link;
    final ModelQueue queue;
    final Choice choice;
    final TreeMap<Long, ModelEntry> outstanding = new TreeMap<>();
    long nextTag = 1;
    long credit;
    boolean open = true;

    ModelConsumer(long number, int link, ModelQueue queue, Choice choice) {
        this.number = number;
        this.link = link;
        this.queue = queue;
        this.choice = choice;
    }

    @Override
    public String toString() {
        return "consumer " + number + " of link " + link;
    }
}
