package io.postrider.journal.derby;

import io.postrider.broker.journal.JournalException;
import io.postrider.journal.derby.block.Block;
import io.postrider.journal.derby.store.DerbyDatabase;
import io.postrider.journal.derby.store.SegmentTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadFactory;

/** Reads a table's blocks on a thread of its own, some way ahead of the one thread that takes them. */
final class ReadAhead implements AutoCloseable {
    private static final int BLOCKS = 64;

    /**
     * A row.
     *
     * @param number the block's
     * @param block empty where its header is damaged
     */
    record Row(int number, Optional<Block> block) {
        private static final Row LAST = new Row(-1, Optional.empty());
    }

    private final DerbyDatabase database;
    private final SegmentTable table;
    private final int from;
    private final BlockingQueue<Row> rows = new ArrayBlockingQueue<>(BLOCKS);
    private final Thread thread;
    private volatile boolean abandoned;
    private volatile SQLException failure;

    /** Begins to read, from a block's number on. */
    ReadAhead(DerbyDatabase database, ThreadFactory threads, SegmentTable table, int from) {
        this.database = database;
        this.table = table;
        this.from = from;
        thread = threads.newThread(this::run);
        thread.start();
    }

    /** The next row, or null after the last one. */
    Row next() throws SQLException, JournalException {
        try {
            Row row = rows.take();
            if (row != Row.LAST) {
                return row;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JournalException("Recovery of " + table.name() + " was interrupted", e);
        }
        if (failure != null) {
            throw failure;
        }
        return null;
    }

    /** Ends the reading. Blocks until then. */
    @Override
    public void close() {
        abandoned = true;
        boolean interrupted = Thread.interrupted();
        while (thread.isAlive()) {
            // makes room, where the thread waits for some
            rows.clear();
            try {
                thread.join(1);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            readAll();
        } catch (SQLException e) {
            failure = e;
        } catch (InterruptedException e) {
            failure = new SQLException("The thread that reads ahead was interrupted", e);
        }
        putLast();
    }

    private void putLast() {
        boolean done = false;
        while (!done && !abandoned) {
            try {
                rows.put(Row.LAST);
                done = true;
            } catch (InterruptedException e) {
                failure = new SQLException("The thread that reads ahead was interrupted", e);
            }
        }
    }

    private void readAll() throws SQLException, InterruptedException {
        Connection connection = database.connectForReading();
        try {
            SegmentRows.read(connection, table, from, (number, block) -> {
                if (!abandoned) {
                    rows.put(new Row(number, block));
                }
            });
        } finally {
            DerbyDatabase.closeQuietly(connection);
        }
    }
}
