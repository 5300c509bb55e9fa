package io.postrider.journal.derby;

import io.postrider.broker.journal.JournalException;
import io.postrider.broker.journal.RetainedRecord;
import io.postrider.journal.derby.block.Block;
import io.postrider.journal.derby.block.Block.Piece;
import io.postrider.journal.derby.block.BlockFormat;
import io.postrider.journal.derby.block.Place;
import io.postrider.journal.derby.contents.ContentsFolder;
import io.postrider.journal.derby.store.DerbyDatabase;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/** Reads retained records back, wherever compaction may have moved them meanwhile. For any number of threads. */
final class RecordReads {
    private final BlockReads blocks;
    private final ContentsFolder contents;

    /**
     * Reads nothing yet.
     *
     * @param whenDamaged told of a page that cannot be read, on any thread
     */
    RecordReads(
            DerbyDatabase database,
            ThreadFactory threads,
            int cacheBytes,
            Proof proof,
            ContentsFolder contents,
            BlockReads.Damage whenDamaged) {
        this.contents = contents;
        this.blocks = new BlockReads(database, threads, cacheBytes, proof, (segment, damage) -> {
            willBeRead(segment);
            whenDamaged.met(segment, damage);
        });
    }

    byte[] read(RetainedRecord record) throws SQLException, JournalException {
        while (record.location() instanceof Location location) {
            Optional<byte[]> bytes = readAt(location.segment(), location.index());
            if (bytes.isPresent()) {
                return bytes.get();
            }
            if (record.location() == location) {
                willBeRead(location.segment());
                throw new JournalException("A retained record in segment " + location.segment()
                        + " cannot be read: it is" + " damaged, or the journal is closed");
            }
        }
        throw new JournalException("A record that was released cannot be read");
    }

    /** A damaged segment is read at the next start, which finds out what is lost, rather than told of from its contents. */
    private void willBeRead(Segment segment) {
        segment.draft(null);
        contents.forget(segment.table());
    }

    /** Reads a retained record of a segment; empty if it is not there, whole. */
    Optional<byte[]> readAt(Segment segment, int index) throws SQLException {
        int place = segment.placeOf(index);
        int length = segment.lengthOf(index);
        byte[] record = new byte[length];
        int number = Place.block(place);
        int offset = Place.offset(place);
        int done = 0;
        for (boolean more = true; more; number++, offset = BlockFormat.HEADER_BYTES) {
            Optional<Block> block = blocks.read(segment, number);
            if (block.isEmpty()) {
                return Optional.empty();
            }
            Piece piece = block.get().pieceAt(offset);
            int skipped = piece.begins() && !piece.ends() ? Integer.BYTES : 0;
            int step = piece.length() - skipped;
            if (!piece.intact()
                    || piece.begins() != (done == 0 && number == Place.block(place))
                    || step > length - done) {
                return Optional.empty();
            }
            System.arraycopy(piece.array(), piece.arrayOffset() + skipped, record, done, step);
            done += step;
            more = !piece.ends();
        }
        return done == length ? Optional.of(record) : Optional.empty();
    }

    /** As {@link BlockReads#leave}. */
    void leave(Segment segment) {
        blocks.leave(segment);
    }

    void close() {
        blocks.close();
    }
}
