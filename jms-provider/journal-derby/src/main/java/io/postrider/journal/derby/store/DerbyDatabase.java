package io.postrider.journal.derby.store;

import io.postrider.broker.journal.JournalException;
import io.postrider.journal.derby.files.PlainStorageFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.derby.iapi.services.monitor.Monitor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Derby database in a directory: makes it, boots it, hands out connections, shuts it down (it alone: other databases of
 * the same engine may be the application's). The caller holds the directory's lock. For any number of threads.
 */
public final class DerbyDatabase {
    private static final String EMBEDDED_DRIVERS = "org.apache.derby.iapi.jdbc.";
    private static final Logger LOG = LoggerFactory.getLogger(DerbyDatabase.class);

    /** The version of the tables and blocks; kept in the database. */
    public static final int FORMAT = 1;

    /** How long a file of its log is. */
    static final int LOG_FILE_BYTES = 33_554_432;

    private static final String PREFIX = "jdbc:derby:";
    private static final String DATABASE = "journal";
    private static final String UNFINISHED = "journal-unfinished";
    private static final String TABLE_NAME_PREFIX = "J";

    /** Kept in the database; read when a table is made, or at boot. */
    static final Map<String, String> PROPERTIES = Map.of(
            "derby.storage.pageSize", "32768",
            "derby.storage.pageReservedSpace", "0",
            // what a full block leaves of its page is less: or Derby would try it with each block, and make an
            // exception of it
            "derby.storage.minimumRecordSize", "256",
            "derby.storage.logSwitchInterval", Integer.toString(LOG_FILE_BYTES),
            "derby.storage.checkpointInterval", "134217728",
            "derby.storage.indexStats.auto", "false",
            "derby.locks.escalationThreshold", "2147483647");

    private final Driver driver;
    private final Path directory;
    private final boolean interruptible;
    private final String name;
    private boolean isNew;

    private DerbyDatabase(Driver driver, Path directory) {
        this.driver = driver;
        this.directory = directory;
        this.interruptible = !seesPlainStorage(driver);
        this.name = (interruptible ? "directory" : PlainStorageFactory.PROTOCOL) + ":"
                + directory.resolve(DATABASE).toAbsolutePath();
    }

    /**
     * Boots the database, and makes it first if there is none.
     *
     * @param directory exists, and is locked
     * @param segmentTables how many segment tables a new database gets
     * @throws JournalException if it cannot be booted or made, or is of a later format
     */
    public static DerbyDatabase open(Path directory, int segmentTables) throws JournalException {
        return open(directory, segmentTables, true);
    }

    /**
     * See the other one.
     *
     * @param copied whether a new database may be a copy of one that was made before
     */
    static DerbyDatabase open(Path directory, int segmentTables, boolean copied) throws JournalException {
        if (directory.toAbsolutePath().toString().contains(";")) {
            throw new JournalException(
                    "The data directory " + directory + " has a ';' in its path: Derby cannot use it");
        }
        DerbyDatabase database = new DerbyDatabase(findDriver(), directory);
        try {
            Path unfinished = directory.resolve(UNFINISHED);
            if (Files.exists(unfinished) && !database.isComplete()) {
                // the process died while it made the database: nothing was ever confirmed
                EmptyDatabase.deleteTree(database.databaseDirectory());
            }
            database.isNew = !Files.exists(database.databaseDirectory());
            if (!database.isNew || copied && database.copyEmpty(segmentTables)) {
                database.boot();
            } else {
                Files.write(unfinished, new byte[0]);
                database.create(segmentTables);
            }
            Files.deleteIfExists(unfinished);
            return database;
        } catch (SQLException e) {
            BootedService.stopIfLeft(database.driver, database.name);
            throw DerbyErrors.explainOpening(directory, e);
        } catch (IOException e) {
            throw new JournalException("The journal in " + directory + " could not be made: " + e, e);
        }
    }

    /** Boots Derby's engine, with no database: the longer part of the first opening. */
    public static void loadEngine() throws JournalException {
        Driver driver = findDriver();
        // to ask for the version boots it
        BootProperties.with(driver::getMajorVersion);
    }

    /** Where it lies. */
    public Path directory() {
        return directory;
    }

    /** Where Derby's own files lie. */
    public Path databaseDirectory() {
        return directory.resolve(DATABASE);
    }

    /** Whether it was made when it was opened: its segment tables are empty, and none of them is abandoned. */
    public boolean isNew() {
        return isNew;
    }

    /**
     * Whether an interrupt harms a thread that writes. So it is where Derby's class loader does not see this class's: then
     * Derby's own storage is used.
     */
    public boolean isInterruptible() {
        return interruptible;
    }

    /**
     * A new connection, in which statements commit together when told to.
     *
     * @throws SQLException if the database is gone
     */
    public Connection connect() throws SQLException {
        return connect(new Properties());
    }

    /**
     * Copies the database into a directory, while it is written to.
     *
     * @param target must not exist, or be empty; a database can be opened there
     * @return where the copy of Derby's own files lies
     * @throws JournalException if the directory is not empty, or cannot be made
     * @throws SQLException if the copy cannot be made
     */
    public Path backup(Path target) throws SQLException, JournalException {
        requireEmpty(target);
        try (Connection connection = connect();
                CallableStatement copy = connection.prepareCall("CALL SYSCS_UTIL.SYSCS_BACKUP_DATABASE(?)")) {
            copy.setString(1, target.toAbsolutePath().toString());
            copy.execute();
            connection.commit();
        }
        return target.resolve(DATABASE);
    }

    /** Deletes the files that were kept for Derby's log to go on with: after a checkpoint these are most of it. */
    public void giveBackSpareLog() {
        try {
            PlainStorageFactory.giveBackSpareLog(databaseDirectory());
        } catch (IOException e) {
            LOG.debug("No spare log in {} was given back", directory, e);
        }
    }

    /** Writes all pages out, after which Derby gives up all of its log but the last of it; commits the transaction. */
    public static void checkpoint(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CALL SYSCS_UTIL.SYSCS_CHECKPOINT_DATABASE()");
        }
        connection.commit();
    }

    private static void requireEmpty(Path target) throws JournalException {
        try {
            Files.createDirectories(target);
            try (Stream<Path> files = Files.list(target)) {
                if (files.findAny().isPresent()) {
                    throw new JournalException("The directory " + target.toAbsolutePath()
                            + " is not empty: a copy of the journal needs one of its own");
                }
            }
        } catch (IOException e) {
            throw new JournalException("The directory " + target.toAbsolutePath() + " cannot be written to: " + e, e);
        }
    }

    /** A new connection that reads past all locks: to be used for rows that are known to be committed. */
    public Connection connectForReading() throws SQLException {
        Connection connection = connect();
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_UNCOMMITTED);
        return connection;
    }

    /** All segment tables there are, abandoned ones too, by number, with Derby's files of them. */
    public SortedMap<SegmentTable, Path> segmentTables(Connection connection) throws SQLException {
        SortedMap<SegmentTable, Path> tables = new TreeMap<>();
        TableAccess.on(connection).containers().forEach((name, container) -> {
            if (name.matches(TABLE_NAME_PREFIX + "[0-9]+")) {
                String file = "c" + Long.toHexString(container) + ".dat";
                tables.put(
                        new SegmentTable(Integer.parseInt(name.substring(1))),
                        databaseDirectory().resolve("seg0").resolve(file));
            }
        });
        return tables;
    }

    /** The tables that have a damaged page, and a {@linkplain DamagedTable substitute}. */
    public List<SegmentTable> abandonedTables(Connection connection) throws SQLException {
        List<SegmentTable> tables = new ArrayList<>();
        try (TableRows rows = TableAccess.on(connection).rows(StoredTable.ofNumbers("ABANDONED", "SEGMENT"), 0)) {
            while (rows.next()) {
                tables.add(new SegmentTable(rows.number()));
            }
        }
        return tables;
    }

    /**
     * Shuts the database down, and no other. Connections must not be used any longer.
     *
     * @throws SQLException if it did not go down in order; all that is committed is safe all the same
     */
    public void shutDown() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("shutdown", "true");
        try {
            driver.connect(PREFIX + name, properties);
        } catch (SQLException e) {
            // 08006 is how a database says that it went down; 08004 or XJ004, that it had gone before
            if (!List.of("08006", "08004", "XJ004").contains(e.getSQLState())) {
                BootedService.stopIfLeft(driver, name);
                throw e;
            }
        }
    }

    /** Ends a connection that was only read from. */
    public static void closeQuietly(Connection connection) {
        try (connection) {
            if (!connection.isClosed()) {
                connection.rollback();
            }
        } catch (SQLException e) {
            LOG.debug("PR002010 a connection to Derby did not end in order", e);
        }
    }

    private Connection connect(Properties properties) throws SQLException {
        Connection connection = BootProperties.with(() -> driver.connect(PREFIX + name, properties));
        connection.setAutoCommit(false);
        return connection;
    }

    private void boot() throws SQLException, JournalException {
        int format;
        try (Connection connection = connect()) {
            format = readFormat(connection);
            connection.rollback();
        }
        if (format != FORMAT) {
            throw new JournalException("The journal in " + directory + " is of format " + format
                    + "; this version reads format " + FORMAT + ". Use the version of Postrider that wrote it.");
        }
    }

    /** Whether it was made to its end: the format's row is written with the last of it. */
    private boolean isComplete() throws SQLException {
        boolean complete = false;
        Connection connection = null;
        try {
            connection = connect();
            complete = readFormat(connection) > 0;
        } catch (SQLException e) {
            LOG.debug("PR002011 the database in {} was not made to its end", directory, e);
        } finally {
            if (connection != null) {
                closeQuietly(connection);
            }
        }
        if (!complete) {
            shutDown();
        }
        return complete;
    }

    private boolean copyEmpty(int segmentTables) throws IOException {
        return EmptyDatabase.copyTo(databaseDirectory(), driver, segmentTables);
    }

    private static int readFormat(Connection connection) throws SQLException {
        try (TableRows row = TableAccess.on(connection).rows(StoredTable.ofNumbers("STORE", "FORMAT"), 0)) {
            return row.next() ? row.number() : 0;
        }
    }

    private void create(int segmentTables) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("create", "true");
        try (Connection connection = connect(properties)) {
            try (CallableStatement set = connection.prepareCall("CALL SYSCS_UTIL.SYSCS_SET_DATABASE_PROPERTY(?, ?)")) {
                for (Map.Entry<String, String> property : PROPERTIES.entrySet()) {
                    set.setString(1, property.getKey());
                    set.setString(2, property.getValue());
                    set.execute();
                }
            }
            try (Statement statement = connection.createStatement()) {
                for (int number = 1; number <= segmentTables; number++) {
                    new SegmentTable(number).create(statement);
                }
                statement.execute("CREATE TABLE STORE (FORMAT INT NOT NULL)");
                statement.execute("INSERT INTO STORE VALUES (" + FORMAT + ")");
                DeathNotes.create(statement);
                DamagedTable.create(statement);
            }
            connection.commit();
            // Derby does not log what its catalogs' indexes are made of: an image of before that must not be put back
            checkpoint(connection);
        }
    }

    /**
     * Stops Derby's engine with its threads, if somebody has booted it, and takes its drivers out of the JDK's list, unless Derby was loaded by
     * another class loader than this class: then it is somebody else's. It boots again with the next database.
     */
    public static void unload() {
        ClassLoader own = DerbyDatabase.class.getClassLoader();
        try {
            if (Monitor.class.getClassLoader() == own && Monitor.getMonitor() != null) {
                stopEngine(findDriver());
            }
            for (Driver listed : DriverManager.drivers().toList()) {
                if (listed.getClass().getClassLoader() == own) {
                    DriverManager.deregisterDriver(listed);
                }
            }
        } catch (SQLException | JournalException e) {
            LOG.debug("Derby's engine did not stop in order", e);
        } catch (NoClassDefFoundError withoutDerby) {
            LOG.debug("there is no Derby that could hold anything", withoutDerby);
        }
    }

    private static void stopEngine(Driver driver) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("shutdown", "true");
        // or the driver would refuse to boot the engine again
        properties.setProperty("deregister", "false");
        try {
            BootProperties.with(() -> driver.connect(PREFIX, properties));
        } catch (SQLException e) {
            // XJ015 is how the engine says that it went down
            if (!e.getSQLState().equals("XJ015")) {
                throw e;
            }
        }
    }

    private static Driver findDriver() throws JournalException {
        for (Driver driver : ServiceLoader.load(Driver.class, DerbyDatabase.class.getClassLoader())) {
            // by its name: asked for an address, it denies it while its engine is down, although a connection boots
            // that
            if (driver.getClass().getName().startsWith(EMBEDDED_DRIVERS)) {
                return driver;
            }
        }
        throw new JournalException("Derby's embedded driver is not on the class path (org.apache.derby:derby)");
    }

    private static boolean seesPlainStorage(Driver driver) {
        try {
            ClassLoader loader = driver.getClass().getClassLoader();
            return Class.forName(PlainStorageFactory.class.getName(), false, loader) == PlainStorageFactory.class;
        } catch (ClassNotFoundException e) {
            // Derby was loaded by a parent of this class's loader, as in some application servers
            return false;
        }
    }
}
