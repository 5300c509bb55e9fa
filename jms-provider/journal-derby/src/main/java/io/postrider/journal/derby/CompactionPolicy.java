package io.postrider.journal.derby;

import java.util.List;

/**
 * Chooses what to rewrite: bounds the store to twice its live bytes and four segments, at the least copying. While the disk is low there is
 * no slack, but nothing is copied either that would take much space first.
 *
 * @param segmentBytes a full segment's size
 */
record CompactionPolicy(int segmentBytes) {
    private static final int LIVE_FACTOR = 2;
    private static final int SLACK_SEGMENTS = 4;

    /** A table takes space of its own, and time at recovery: many small ones are worth being joined. */
    private static final int TABLE_SHARE = 8;

    /**
     * The neighbours whose rewriting gives most for what it copies.
     *
     * @param sealed may be rewritten; in order
     * @param used are all counted
     * @param spaceIsLow whether the disk is low
     * @return neighbours whose live records fit one segment; empty while the store is small enough
     */
    List<Segment> choose(List<Segment> sealed, List<Segment> used, boolean spaceIsLow) {
        int slackSegments = spaceIsLow ? 0 : SLACK_SEGMENTS;
        int maxLiveBytes = spaceIsLow ? tableBytes() : segmentBytes;
        long takenBytes = used.stream().mapToLong(this::takenBytes).sum();
        long liveBytes = used.stream().mapToLong(Segment::liveBytes).sum();
        if (takenBytes <= LIVE_FACTOR * liveBytes + (long) slackSegments * segmentBytes) {
            return List.of();
        }
        List<Segment> best = List.of();
        double bestValue = 0;
        for (int from = 0; from < sealed.size(); from++) {
            long live = 0;
            long gain = 0;
            for (int to = from; to < sealed.size(); to++) {
                Segment segment = sealed.get(to);
                live += segment.liveBytes();
                if (live > maxLiveBytes || segment.isDamaged()) {
                    break;
                }
                gain += takenBytes(segment) - segment.liveBytes();
                double value = (double) gain / (live + tableBytes());
                if (gain - tableBytes() > 0 && value > bestValue) {
                    bestValue = value;
                    best = sealed.subList(from, to + 1);
                }
            }
        }
        return best;
    }

    private long takenBytes(Segment segment) {
        return Math.max(segment.bytes(), tableBytes());
    }

    private int tableBytes() {
        return Math.max(1, segmentBytes / TABLE_SHARE);
    }
}
