package io.postrider.journal.derby;

import java.util.ArrayList;
import java.util.List;

/**
 * Which record a ticket names: the retained records of the segments that were recovered, numbered from 1 on in the order they were told. Filled by one
 * thread; afterwards for any number of threads.
 */
final class Tickets {
    private final List<Span> spans = new ArrayList<>();

    private record Span(Segment segment, int first) {}

    /**
     * A segment is about to be told.
     *
     * @param told how many retained records were told before
     */
    void begin(Segment segment, int told) {
        spans.add(new Span(segment, told + 1));
    }

    /** Where the record lies. */
    Location find(int ticket) {
        int low = 0;
        int high = spans.size();
        while (high - low > 1) {
            int middle = low + high >>> 1;
            if (spans.get(middle).first <= ticket) {
                low = middle;
            } else {
                high = middle;
            }
        }
        if (high == 0 || ticket < spans.get(low).first) {
            throw new IllegalStateException("there is no record with ticket " + ticket);
        }
        return new Location(spans.get(low).segment, ticket - spans.get(low).first);
    }
}
