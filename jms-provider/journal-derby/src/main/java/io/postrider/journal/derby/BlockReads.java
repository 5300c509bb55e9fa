package io.postrider.journal.derby;

import io.postrider.journal.derby.block.Block;
import io.postrider.journal.derby.store.DerbyDatabase;
import io.postrider.journal.derby.store.DerbyErrors;
import io.postrider.journal.derby.store.IntactBlocks;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Reads single blocks back, on connections of its own that see past all locks. Tables have no key: a block is found by a scan.
 * So scans are left open where they stopped, a few of them, to be gone on with by whoever reads the next block; and the
 * blocks read last are kept. A backlog that is drained in order is read once. Where Derby cannot read a page, the blocks of that segment are
 * read past it.
 *
 * <p>For any number of threads; but Derby is called by this object's own, as an interrupt of the caller would end the statement.
 */
final class BlockReads {
    private static final int MAX_OPEN_SCANS = 8;

    private final DerbyDatabase database;
    private final Proof proof;
    private final BlockCache cache;
    private final ExecutorService reader;
    private final Damage whenDamaged;

    /** Segments of which Derby cannot read a page. */
    private final Map<Segment, IntactBlocks> damaged = new ConcurrentHashMap<>();

    private final ReentrantLock scansLock = new ReentrantLock();

    /** Guarded by the scans' lock; the one used last comes first. */
    private final Deque<SegmentScan> scans = new ArrayDeque<>();

    /** Told of a page that cannot be read. */
    @FunctionalInterface
    interface Damage {
        /** Derby cannot read a page of this segment; it is told before anything is read past Derby. */
        void met(Segment segment, SQLException damage);
    }

    BlockReads(DerbyDatabase database, ThreadFactory threads, int maxCachedBytes, Proof proof, Damage whenDamaged) {
        this.proof = proof;
        this.whenDamaged = whenDamaged;
        this.database = database;
        this.cache = new BlockCache(maxCachedBytes);
        this.reader = Executors.newSingleThreadExecutor(threads);
    }

    /**
     * Reads a block. Blocks for the length of a read, whatever interrupts.
     *
     * @return empty if it is not there, or its header is damaged
     */
    Optional<Block> read(Segment segment, int number) throws SQLException {
        Optional<Block> cached = cache.get(segment, number);
        return cached.isPresent() ? cached : await(segment, number);
    }

    /** Stops reading a segment, as its table is to be emptied: nothing of it is kept, no statement is open on it. */
    void leave(Segment segment) {
        scansLock.lock();
        try {
            segment.markGone();
            cache.forget(segment);
            damaged.remove(segment);
            List<SegmentScan> ended =
                    scans.stream().filter(scan -> scan.segment() == segment).toList();
            scans.removeAll(ended);
            ended.forEach(SegmentScan::close);
        } finally {
            scansLock.unlock();
        }
    }

    /** Gives all connections up. */
    void close() {
        reader.shutdown();
        closeScans();
    }

    private Optional<Block> await(Segment segment, int number) throws SQLException {
        boolean interrupted = false;
        try {
            Future<Optional<Block>> block = reader.submit(() -> fetchWhateverIsDamaged(segment, number));
            while (true) {
                try {
                    return block.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (RejectedExecutionException e) {
            // closed: nothing is there any longer
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new SQLException(e.getCause().getMessage(), sqlState(e.getCause()), e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Optional<Block> fetchWhateverIsDamaged(Segment segment, int number) throws SQLException {
        IntactBlocks intact = damaged.get(segment);
        if (intact != null) {
            return intact.read(number);
        }
        if (!proof.holds(segment)) {
            return readPastDerby(segment, number);
        }
        try {
            return fetchAgainIfGone(segment, number);
        } catch (SQLException e) {
            if (!DerbyErrors.pageIsDamaged(e)) {
                throw e;
            }
            whenDamaged.met(segment, e);
            return readPastDerby(segment, number);
        }
    }

    private Optional<Block> readPastDerby(Segment segment, int number) throws SQLException {
        IntactBlocks intact = IntactBlocks.of(database, segment.table(), segment.era());
        damaged.put(segment, intact);
        return intact.read(number);
    }

    /** Fetches once more where the database went down meanwhile, by a page of another segment: it boots anew with the next scan. */
    private Optional<Block> fetchAgainIfGone(Segment segment, int number) throws SQLException {
        try {
            return fetch(segment, number);
        } catch (SQLException e) {
            if (DerbyErrors.pageIsDamaged(e) || reader.isShutdown()) {
                throw e;
            }
            return fetch(segment, number);
        }
    }

    private static String sqlState(Throwable cause) {
        return cause instanceof SQLException sql ? sql.getSQLState() : null;
    }

    private Optional<Block> fetch(Segment segment, int number) throws SQLException {
        scansLock.lock();
        try {
            Optional<Block> block = cache.get(segment, number);
            if (block.isPresent() || segment.isGone()) {
                return block;
            }
            return find(segment, number);
        } catch (SQLException e) {
            // whatever it is, another scan does not begin where this one ended
            closeScans();
            throw e;
        } finally {
            scansLock.unlock();
        }
    }

    private Optional<Block> find(Segment segment, int number) throws SQLException {
        Optional<SegmentScan> standing = takeScan(segment, number);
        if (standing.isPresent()) {
            Optional<Block> found = advance(standing.get(), number);
            if (found.isPresent()) {
                return found;
            }
        }
        // none stands before it, or it was passed over: rows do not always lie in the order of their numbers
        return advance(new SegmentScan(database, segment, number), number);
    }

    private Optional<Block> advance(SegmentScan scan, int number) throws SQLException {
        boolean keep = false;
        try {
            while (scan.next()) {
                Optional<Block> block = scan.block();
                block.ifPresent(read -> cache.put(scan.segment(), read));
                if (scan.number() == number) {
                    keep = true;
                    return block;
                }
            }
            return Optional.empty();
        } finally {
            if (keep) {
                keepScan(scan);
            } else {
                scan.close();
            }
        }
    }

    /** The scan that stands nearest before a block. */
    private Optional<SegmentScan> takeScan(Segment segment, int number) {
        Optional<SegmentScan> nearest = scans.stream()
                .filter(scan -> scan.segment() == segment && scan.number() < number)
                .max(Comparator.comparingInt(SegmentScan::number));
        nearest.ifPresent(scans::remove);
        return nearest;
    }

    private void keepScan(SegmentScan scan) {
        scans.addFirst(scan);
        if (scans.size() > MAX_OPEN_SCANS) {
            scans.removeLast().close();
        }
    }

    private void closeScans() {
        scansLock.lock();
        try {
            scans.forEach(SegmentScan::close);
            scans.clear();
        } finally {
            scansLock.unlock();
        }
    }
}
