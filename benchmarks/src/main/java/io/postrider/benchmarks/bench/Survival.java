package io.postrider.benchmarks.bench;

import java.util.HashSet;
import java.util.Set;

/**
 * What a kill has left.
 *
 * @param confirmed the labels of messages whose send had returned
 * @param found of those that were there afterwards
 */
record Survival(Set<String> confirmed, Set<String> found) {

    static Survival empty() {
        return new Survival(new HashSet<>(), new HashSet<>());
    }

    long lost() {
        return confirmed.stream().filter(label -> !found.contains(label)).count();
    }
}
