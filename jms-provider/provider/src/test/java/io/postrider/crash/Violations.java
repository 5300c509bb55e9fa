package io.postrider.crash;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The promises that were broken, in words, and counted by their kind. For one thread. */
final class Violations {
    /** What can go wrong. */
    enum Kind {
        LOST("lost"),
        DOUBLED("doubled without flag"),
        OUT_OF_ORDER("out of order"),
        SEEN_AGAIN("acknowledged in a commit and seen again"),
        OTHER("other");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    private final List<String> all = new ArrayList<>();
    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);

    void add(Kind kind, String what) {
        all.add(what);
        counts.merge(kind, 1, Integer::sum);
    }

    List<String> all() {
        return List.copyOf(all);
    }

    /** The figure of each kind. */
    @Override
    public String toString() {
        List<String> figures = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            figures.add(kind.words + " " + counts.getOrDefault(kind, 0));
        }
        return String.join(", ", figures);
    }
}
