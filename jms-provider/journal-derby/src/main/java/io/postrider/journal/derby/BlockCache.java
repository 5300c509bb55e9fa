package io.postrider.journal.derby;

import io.postrider.journal.derby.block.Block;
import io.postrider.journal.derby.block.BlockFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The blocks that were read last, up to so many bytes. For any number of threads. */
final class BlockCache {
    private record Key(Segment segment, int number) {}

    private final int maxBytes;
    private final ReentrantLock lock = new ReentrantLock();

    // guarded by the lock
    private final Map<Key, Block> blocks = new LinkedHashMap<>(64, 0.75f, true);
    private int bytes;

    /** With room for one block at least. */
    BlockCache(int maxBytes) {
        this.maxBytes = Math.max(maxBytes, BlockFormat.MAX_BLOCK_BYTES);
    }

    Optional<Block> get(Segment segment, int number) {
        lock.lock();
        try {
            return Optional.ofNullable(blocks.get(new Key(segment, number)));
        } finally {
            lock.unlock();
        }
    }

    void put(Segment segment, Block block) {
        lock.lock();
        try {
            Block before = blocks.put(new Key(segment, block.number()), block);
            bytes += block.usedBytes() - (before == null ? 0 : before.usedBytes());
            Iterator<Block> eldest = blocks.values().iterator();
            while (bytes > maxBytes) {
                bytes -= eldest.next().usedBytes();
                eldest.remove();
            }
        } finally {
            lock.unlock();
        }
    }

    void forget(Segment segment) {
        lock.lock();
        try {
            blocks.entrySet().removeIf(entry -> {
                boolean gone = entry.getKey().segment() == segment;
                bytes -= gone ? entry.getValue().usedBytes() : 0;
                return gone;
            });
        } finally {
            lock.unlock();
        }
    }
}
