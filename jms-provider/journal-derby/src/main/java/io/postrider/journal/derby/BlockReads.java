package io.postrider.journal.derby;

import io.postrider.journal.derby.block.Block;
import io.postrider.journal.derby.block.BlockFormat;
import io.postrider.journal.derby.store.DerbyDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Reads single blocks back, on connections of its own that see past all locks. Tables have no key: a block is found by a scan.
 * So scans are left open where they stopped, a few of them, to be gone on with by whoever reads the next block; and the
 * blocks read last are kept. A backlog that is drained in order is read once. For any number of threads, one at a time.
 */
final class BlockReads {
    private static final int MAX_OPEN_SCANS = 8;

    private record Key(Segment segment, int number) {}

    private final DerbyDatabase database;
    private final int maxCachedBytes;
    private final ReentrantLock lock = new ReentrantLock();

    // guarded by the lock
    private final Map<Key, Block> cached = new LinkedHashMap<>(64, 0.75f, true);
    private final Deque<Scan> scans = new ArrayDeque<>();
    private int cachedBytes;
    private boolean closed;

    BlockReads(DerbyDatabase database, int maxCachedBytes) {
        this.database = database;
        this.maxCachedBytes = maxCachedBytes;
    }

    /**
     * Reads a block.
     *
     * @return empty if it is not there, or its header is damaged
     */
    Optional<Block> read(Segment segment, int number) throws SQLException {
        lock.lock();
        try {
            Block block = cached.get(new Key(segment, number));
            if (block != null || closed || segment.isGone()) {
                return Optional.ofNullable(block);
            }
            return fetch(segment, number);
        } finally {
            lock.unlock();
        }
    }

    /** Stops reading a segment, as its table is to be emptied: nothing of it is kept, no statement is open on it. */
    void leave(Segment segment) {
        lock.lock();
        try {
            segment.markGone();
            cached.entrySet().removeIf(entry -> {
                boolean gone = entry.getKey().segment() == segment;
                cachedBytes -= gone ? entry.getValue().usedBytes() : 0;
                return gone;
            });
            closeScans(segment);
        } finally {
            lock.unlock();
        }
    }

    /** Gives all connections up. */
    void close() {
        lock.lock();
        try {
            closed = true;
            scans.forEach(Scan::close);
            scans.clear();
            cached.clear();
        } finally {
            lock.unlock();
        }
    }

    private Optional<Block> fetch(Segment segment, int number) throws SQLException {
        Optional<Scan> standing = takeScan(segment, number);
        if (standing.isPresent()) {
            Optional<Block> found = advance(standing.get(), number);
            if (found.isPresent()) {
                return found;
            }
        }
        // none stands before it, or it was passed over: rows do not always lie in the order of their numbers
        return advance(new Scan(database, segment, number), number);
    }

    private Optional<Block> advance(Scan scan, int number) throws SQLException {
        boolean keep = false;
        try {
            while (scan.next()) {
                Optional<Block> block = scan.block();
                block.ifPresent(read -> cache(scan.segment, read));
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
    private Optional<Scan> takeScan(Segment segment, int number) {
        Optional<Scan> nearest = scans.stream()
                .filter(scan -> scan.segment == segment && scan.number() < number)
                .max(Comparator.comparingInt(Scan::number));
        nearest.ifPresent(scans::remove);
        return nearest;
    }

    private void keepScan(Scan scan) {
        scans.addFirst(scan);
        if (scans.size() > MAX_OPEN_SCANS) {
            scans.removeLast().close();
        }
    }

    private void closeScans(Segment segment) {
        for (Iterator<Scan> each = scans.iterator(); each.hasNext(); ) {
            Scan scan = each.next();
            if (scan.segment == segment) {
                each.remove();
                scan.close();
            }
        }
    }

    private void cache(Segment segment, Block block) {
        Block before = cached.put(new Key(segment, block.number()), block);
        cachedBytes += block.usedBytes() - (before == null ? 0 : before.usedBytes());
        Iterator<Map.Entry<Key, Block>> eldest = cached.entrySet().iterator();
        while (cachedBytes > Math.max(maxCachedBytes, BlockFormat.MAX_BLOCK_BYTES)) {
            cachedBytes -= eldest.next().getValue().usedBytes();
            eldest.remove();
        }
    }

    /** A statement that reads a segment's rows, from a block's on. */
    private static final class Scan {
        private final Segment segment;
        private final Connection connection;
        private final ResultSet rows;
        private int number = -1;

        Scan(DerbyDatabase database, Segment segment, int firstNumber) throws SQLException {
            this.segment = segment;
            connection = database.connectForReading();
            ResultSet opened = null;
            try {
                opened = open(connection, segment, firstNumber);
            } finally {
                rows = opened;
                if (opened == null) {
                    close();
                }
            }
        }

        private static ResultSet open(Connection connection, Segment segment, int firstNumber) throws SQLException {
            Statement statement = connection.createStatement();
            statement.closeOnCompletion();
            return segment.table().scan(statement, firstNumber);
        }

        boolean next() throws SQLException {
            if (!rows.next()) {
                return false;
            }
            number = rows.getInt(1);
            return true;
        }

        int number() {
            return number;
        }

        Optional<Block> block() throws SQLException {
            return Block.at(rows.getBytes(2), 0);
        }

        void close() {
            DerbyDatabase.closeQuietly(connection);
        }
    }
}
