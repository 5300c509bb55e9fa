package io.postrider.journal.derby;

import io.postrider.broker.journal.RecordHeads;
import io.postrider.journal.derby.block.Block;
import io.postrider.journal.derby.block.BlockPacker;
import io.postrider.journal.derby.block.Era;
import io.postrider.journal.derby.contents.ContentsDraft;
import io.postrider.journal.derby.store.SegmentTable;
import io.postrider.journal.derby.store.TableInsert;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rewrites neighbouring segments as one that takes their place in the log's order: the bytes of their live records, and
 * nothing else. Done once, by one thread. Records may be read and released meanwhile.
 */
final class Compaction {
    private static final Logger LOG = LoggerFactory.getLogger(Compaction.class);

    private record Copied(Segment from, int index, int place) {}

    private final String brokerName;
    private final Connection connection;
    private final List<Segment> run;
    private final Segment copy;
    private final RecordHeads heads;
    private final ContentsDraft contents;
    private final BlockPacker packer = new BlockPacker();
    private final List<Copied> copied = new ArrayList<>();
    private long bytes;

    /**
     * Does nothing yet.
     *
     * @param heads null if the copy's contents are not to be noted
     * @param maxContentsBytes how long its contents may become
     */
    Compaction(
            String brokerName,
            Connection connection,
            SegmentTable table,
            List<Segment> run,
            RecordHeads heads,
            int maxContentsBytes) {
        this.brokerName = brokerName;
        this.connection = connection;
        this.run = List.copyOf(run);
        this.heads = heads;
        this.contents = new ContentsDraft(maxContentsBytes);
        int generation = 0;
        for (Segment segment : run) {
            generation = Math.max(generation, segment.era().generation());
        }
        long first = run.get(0).era().first();
        long last = run.get(run.size() - 1).era().last();
        this.copy = new Segment(table, new Era(first, last, generation + 1));
        this.copy.seal();
    }

    /** Writes the copies; the caller commits. */
    void copy() throws SQLException {
        packer.begin(copy.era(), 0);
        try (TableInsert insert = copy.table().insert(connection)) {
            for (Segment segment : run) {
                copy(segment, insert);
            }
            packer.flush((number, block) -> insert(insert, number, block));
        }
    }

    /** Once that is committed: the records lie in the copy from now on, but for those that died meanwhile. */
    Segment moveNames() {
        copy.addBlocks(packer.blockNumber(), bytes);
        copy.draft(heads == null ? null : contents);
        for (Copied each : copied) {
            each.from().moveTo(copy, each.index(), each.place());
        }
        return copy;
    }

    private void copy(Segment segment, TableInsert insert) throws SQLException {
        Map<Integer, Integer> indexOf = new HashMap<>();
        BitSet live = segment.liveIndexes();
        live.stream().forEach(index -> indexOf.put(segment.placeOf(index), index));
        LiveRecords records = new LiveRecords(segment, indexOf);
        RecordAssembly assembly = new RecordAssembly(records);
        try {
            SegmentRows.read(connection, segment.table(), 0, (number, block) -> {
                block.ifPresent(assembly::add);
                records.pack(insert);
            });
        } catch (InterruptedException e) {
            throw new SQLException("Compaction was interrupted", e);
        }
        assembly.end();
        if (!indexOf.isEmpty()) {
            LOG.error(
                    "PR002104 broker '{}': {} live records of segment {} are damaged and were not copied",
                    brokerName,
                    indexOf.size(),
                    segment);
        }
    }

    private void insert(TableInsert insert, int number, byte[] block) throws SQLException {
        insert.insert(number, block);
        bytes += block.length;
        if (number == 0) {
            Block.at(block, 0).ifPresent(contents::begin);
        }
    }

    private record Found(int index, byte[] bytes) {}

    /** Picks the live ones of the records of a block, to be packed afterwards. */
    private final class LiveRecords implements RecordAssembly.Sink {
        private final Segment segment;
        private final Map<Integer, Integer> indexOf;
        private final List<Found> found = new ArrayList<>();

        LiveRecords(Segment segment, Map<Integer, Integer> indexOf) {
            this.segment = segment;
            this.indexOf = indexOf;
        }

        @Override
        public void record(byte[] array, int offset, int length, int place, boolean retained) {
            Integer index = indexOf.remove(place);
            if (index != null) {
                found.add(new Found(index, Arrays.copyOfRange(array, offset, offset + length)));
            }
        }

        @Override
        public void damage(int block, String what, int lostBlocks, byte[] remains, int place) {
            LOG.error("PR002102 broker '{}': segment {}, block {}: {}", brokerName, segment, block, what);
        }

        void pack(TableInsert insert) throws SQLException {
            for (Found each : found) {
                int place = packer.add(each.bytes(), null, true, (number, block) -> insert(insert, number, block));
                if (heads != null) {
                    byte[] whole = each.bytes();
                    int headLength = heads.headLength(whole, 0, whole.length);
                    contents.add(place, whole.length, true, whole, 0, headLength);
                }
                copied.add(new Copied(segment, each.index(), place));
            }
            found.clear();
        }
    }
}
