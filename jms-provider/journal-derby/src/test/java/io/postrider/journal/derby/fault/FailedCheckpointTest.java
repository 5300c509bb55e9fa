package io.postrider.journal.derby.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.broker.journal.JournalException;
import io.postrider.journal.derby.files.PlainStorageFactory;
import io.postrider.journal.derby.store.DerbyDatabase;
import io.postrider.journal.derby.store.SegmentTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import org.apache.derby.iapi.services.context.ContextManager;
import org.apache.derby.iapi.services.context.ContextService;
import org.apache.derby.iapi.services.daemon.Serviceable;
import org.apache.derby.iapi.services.monitor.Monitor;
import org.apache.derby.iapi.store.raw.log.LogFactory;
import org.apache.derby.shared.common.reference.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The disk fails in a checkpoint of Derby's daemon, at each of its operations in turn. Derby only logs what the daemon meets: it gives
 * up the database's files, and goes on to hand the database out. The test does the daemon's work on its own thread, by the daemon's own
 * entry, so that nothing else meets the failure first.
 */
class FailedCheckpointTest {
    @TempDir
    Path directory;

    @BeforeEach
    void useTheFaultyDisk() {
        System.setProperty(PlainStorageFactory.PROPERTY, StorageOnFaultyDisk.class.getName());
    }

    @AfterEach
    void useTheDiskAsItIs() {
        System.clearProperty(PlainStorageFactory.PROPERTY);
    }

    /** Some of them take four seconds: Derby tries a sync again before it believes that it fails. */
    @Test
    void theStoreOpensAgainAfterAClose() throws Exception {
        int operation = 1;
        while (failCheckpoint(operation, true)) {
            operation++;
        }
        assertThat(operation).as("operations of a checkpoint").isGreaterThan(5);
    }

    @Test
    void theStoreOpensAgainAfterAnOpeningThatFailed() throws Exception {
        assertThat(failCheckpoint(1, false)).isTrue();
    }

    /** Whether a checkpoint has an operation of this number. */
    private boolean failCheckpoint(int operation, boolean closed) throws Exception {
        Path store = Files.createDirectory(directory.resolve("store" + operation));
        FaultyDisk disk = FaultyDisk.use(Fault.FAIL, 0, new Random(operation));
        DerbyDatabase database = DerbyDatabase.open(store, 2);
        write(database);
        disk.failAt(operation);
        checkpointAsTheDaemonDoes(database);
        FaultyDisk.use(Fault.DELAY, 0, new Random(operation));
        endFailed(database, closed);
        DerbyDatabase again = DerbyDatabase.open(store, 2);
        try {
            assertThat(written(again))
                    .as("rows after the disk failed at operation " + operation)
                    .containsExactly(new SegmentTable(7));
        } finally {
            again.shutDown();
        }
        return disk.isBroken();
    }

    private static void endFailed(DerbyDatabase database, boolean closed) {
        try {
            if (closed) {
                database.shutDown();
            } else {
                DerbyDatabase.open(database.directory(), 2);
            }
        } catch (SQLException | JournalException e) {
            // it need not go well; the next opening must
            assertThat(e).hasMessageNotContaining("another process");
        }
    }

    private static void write(DerbyDatabase database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO ABANDONED VALUES (7)");
            connection.commit();
        }
    }

    private static List<SegmentTable> written(DerbyDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            List<SegmentTable> written = database.abandonedTables(connection);
            connection.rollback();
            return written;
        }
    }

    private static void checkpointAsTheDaemonDoes(DerbyDatabase database) throws Exception {
        Object service = Monitor.findService(
                Property.DATABASE_MODULE,
                PlainStorageFactory.PROTOCOL + ":"
                        + database.databaseDirectory().toAbsolutePath());
        Serviceable log = (Serviceable) Monitor.findServiceModule(service, LogFactory.MODULE);
        ContextService contexts = ContextService.getFactory();
        ContextManager context = contexts.newContextManager();
        contexts.setCurrentContextManager(context);
        try {
            log.performWork(context);
        } finally {
            contexts.resetCurrentContextManager(context);
        }
    }
}
