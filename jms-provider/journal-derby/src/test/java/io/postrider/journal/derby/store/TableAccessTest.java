package io.postrider.journal.derby.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.broker.journal.JournalException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows are the same, and locked the same, by the engine's calls and by SQL. */
class TableAccessTest {
    private static final StoredTable BLOCKS = new StoredTable("J1", "SEQ", true, "BLOCK");
    private static final StoredTable NOTES = new StoredTable("DEAD", "SEGMENT", false, "PLACES");
    private static final StoredTable FORMAT = StoredTable.ofNumbers("STORE", "FORMAT");
    private static final String NOT_GRANTED = "40XL1";

    @TempDir
    Path directory;

    private DerbyDatabase database;
    private final List<Connection> opened = new ArrayList<>();

    /** Both ways. */
    enum Way {
        SQL,
        HEAP;

        TableAccess on(Connection connection) throws SQLException {
            return this == SQL ? new SqlAccess(connection) : new HeapAccess(connection);
        }

        Way other() {
            return this == SQL ? HEAP : SQL;
        }
    }

    private record Row(int number, List<Byte> bytes) {
        static Row of(int number, byte[] bytes) {
            List<Byte> list = new ArrayList<>();
            for (byte each : bytes) {
                list.add(each);
            }
            return new Row(number, list);
        }
    }

    @BeforeEach
    void open() throws JournalException, SQLException {
        database = DerbyDatabase.open(directory, EmptyDatabase.SEGMENT_TABLES);
        try (Connection connection = database.connect();
                CallableStatement set = connection.prepareCall(
                        "CALL SYSCS_UTIL.SYSCS_SET_DATABASE_PROPERTY('derby.locks.waitTimeout', '0')")) {
            set.execute();
            connection.commit();
        }
    }

    @AfterEach
    void close() throws SQLException {
        opened.forEach(DerbyDatabase::closeQuietly);
        database.shutDown();
    }

    private Connection connect() throws SQLException {
        Connection connection = database.connect();
        opened.add(connection);
        return connection;
    }

    private Connection connectForReading() throws SQLException {
        Connection connection = database.connectForReading();
        opened.add(connection);
        return connection;
    }

    private static List<Row> read(TableAccess access, StoredTable table, int from) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (TableRows scan = access.rows(table, from)) {
            while (scan.next()) {
                rows.add(Row.of(scan.number(), scan.bytes()));
            }
        }
        return rows;
    }

    private static List<Integer> numbers(TableAccess access, StoredTable table, int from) throws SQLException {
        return read(access, table, from).stream().map(Row::number).toList();
    }

    private static String stateOf(ThrowingCallable step) {
        try {
            step.call();
        } catch (SQLException e) {
            return e.getSQLState() + " " + e.getErrorCode();
        } catch (Throwable e) {
            throw new AssertionError("not an error of Derby", e);
        }
        return "none";
    }

    @Test
    void anEngineInReachIsCalledAndNoOtherOne() throws Exception {
        Connection own = connect();
        assertThat(TableAccess.on(own)).isInstanceOf(HeapAccess.class);
        Connection foreign = (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("isWrapperFor");
                    return false;
                });
        assertThat(TableAccess.on(foreign)).isInstanceOf(SqlAccess.class);
    }

    @ParameterizedTest
    @EnumSource
    void whatOneWayInsertsBothRead(Way way) throws Exception {
        Random random = new Random(1);
        List<Row> blocks = new ArrayList<>();
        List<Row> notes = new ArrayList<>();
        Connection writer = connect();
        try (TableInsert insert = way.on(writer).insert(BLOCKS);
                TableInsert noted = way.on(writer).insert(NOTES)) {
            for (int length : new int[] {0, 1, 100, 20_000, 32_500, 32_672}) {
                byte[] bytes = new byte[length];
                random.nextBytes(bytes);
                insert.insert(length, bytes);
                blocks.add(Row.of(length, bytes));
                noted.insert(-length, bytes);
                notes.add(Row.of(-length, bytes));
                writer.commit();
            }
        }
        for (Way reading : Way.values()) {
            Connection reader = connectForReading();
            assertThat(read(reading.on(reader), BLOCKS, 0)).isEqualTo(blocks);
            assertThat(read(reading.on(reader), NOTES, 0)).isEqualTo(notes);
            assertThat(numbers(reading.on(reader), BLOCKS, 100)).containsExactly(100, 20_000, 32_500, 32_672);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTableOfNumbersHasNoBytes(Way way) throws Exception {
        try (TableRows rows = way.on(connect()).rows(FORMAT, 0)) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.number()).isEqualTo(DerbyDatabase.FORMAT);
            assertThat(rows.next()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void rowsInsertedAfterOthersWereRolledBackStay(Way way) throws Exception {
        Connection writer = connect();
        try (TableInsert insert = way.on(writer).insert(BLOCKS)) {
            insert.insert(1, new byte[10]);
            writer.commit();
            insert.insert(2, new byte[10]);
            writer.rollback();
            insert.insert(3, new byte[10]);
            writer.commit();
        }
        assertThat(numbers(way.on(connect()), BLOCKS, 0)).containsExactly(1, 3);
    }

    @ParameterizedTest
    @EnumSource
    void whoReadsPastLocksWaitsForNobodyAndWhoDoesNotWaits(Way way) throws Exception {
        Connection writer = connect();
        try (TableInsert insert = way.on(writer).insert(BLOCKS)) {
            insert.insert(7, new byte[10]);
            for (Way reading : Way.values()) {
                assertThat(numbers(reading.on(connectForReading()), BLOCKS, 0)).containsExactly(7);
                Connection waiting = connect();
                assertThat(stateOf(() -> numbers(reading.on(waiting), BLOCKS, 0)))
                        .startsWith(NOT_GRANTED);
            }
            writer.commit();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTableIsEmptiedBetweenTheTransactionsOfWhoInserts(Way way) throws Exception {
        Connection writer = connect();
        Connection other = connect();
        SegmentTable table = new SegmentTable(1);
        try (TableInsert insert = way.on(writer).insert(BLOCKS)) {
            insert.insert(7, new byte[10]);
            assertThat(stateOf(() -> table.truncate(other))).startsWith(NOT_GRANTED);
            other.rollback();
            writer.commit();
            table.truncate(other);
            other.commit();
        }
        assertThat(numbers(way.on(connect()), BLOCKS, 0)).isEmpty();
        try (TableInsert insert = way.on(writer).insert(BLOCKS)) {
            insert.insert(8, new byte[10]);
            writer.commit();
        }
        assertThat(numbers(way.other().on(connect()), BLOCKS, 0)).containsExactly(8);
    }

    @ParameterizedTest
    @EnumSource
    void aScanKeepsItsTableFromBeingEmptied(Way way) throws Exception {
        Connection reader = connectForReading();
        Connection other = connect();
        try (TableInsert insert = way.on(other).insert(BLOCKS)) {
            insert.insert(1, new byte[10]);
            insert.insert(2, new byte[10]);
        }
        other.commit();
        try (TableRows rows = way.on(reader).rows(BLOCKS, 0)) {
            assertThat(rows.next()).isTrue();
            assertThat(stateOf(() -> new SegmentTable(1).truncate(other))).startsWith(NOT_GRANTED);
        }
        reader.rollback();
        assertThatCode(() -> new SegmentTable(1).truncate(other)).doesNotThrowAnyException();
    }

    /** Or a commit would wait for the space that is given back beside it. */
    @Test
    void whoInsertsDoesNotWaitForAnotherTableThatIsEmptiedOrMade() throws Exception {
        Connection other = connect();
        new SegmentTable(2).truncate(other);
        try (Statement statement = other.createStatement()) {
            new SegmentTable(7).create(statement);
        }
        Connection writer = connect();
        try (TableInsert insert = new HeapAccess(writer).insert(BLOCKS)) {
            insert.insert(1, new byte[10]);
            writer.commit();
        }
        assertThat(numbers(new HeapAccess(connectForReading()), BLOCKS, 0)).containsExactly(1);
    }

    @Test
    void bothFindTheSameContainersAlsoOfTablesThatAreNotCommitted() throws Exception {
        Connection connection = connect();
        assertThat(new HeapAccess(connection).containers())
                .isEqualTo(new SqlAccess(connection).containers())
                .containsKeys("J1", "J2", "DEAD", "STORE", "ABANDONED");
        Long before = new HeapAccess(connection).containers().get("J1");
        new SegmentTable(1).truncate(connection);
        try (Statement statement = connection.createStatement()) {
            new SegmentTable(7).create(statement);
        }
        assertThat(new HeapAccess(connection).containers())
                .isEqualTo(new SqlAccess(connection).containers())
                .containsKey("J7")
                .extractingByKey("J1")
                .isNotEqualTo(before);
    }

    @Test
    void bothFailAlike() throws Exception {
        StoredTable none = new StoredTable("J99", "SEQ", true, "BLOCK");
        for (Way way : Way.values()) {
            TableAccess access = way.on(connect());
            assertThat(stateOf(() -> access.rows(none, 0))).startsWith("42X05");
            assertThat(stateOf(() -> access.insert(none))).startsWith("42X05");
        }
        List<TableInsert> inserts = new ArrayList<>();
        List<TableRows> scans = new ArrayList<>();
        for (Way way : Way.values()) {
            inserts.add(way.on(connect()).insert(BLOCKS));
            scans.add(way.on(connect()).rows(BLOCKS, 0));
        }
        database.shutDown();
        assertThat(inserts).allSatisfy(insert -> {
            assertThat(stateOf(() -> insert.insert(1, new byte[1]))).isEqualTo("08003 40000");
            insert.close();
        });
        assertThat(scans).allSatisfy(scan -> {
            assertThat(stateOf(scan::next)).isEqualTo("08003 40000");
            scan.close();
        });
    }

    @Test
    void rowsThatWereReadAreTheCallersOwn() throws Exception {
        Connection connection = connect();
        byte[] given = {1, 2, 3};
        try (TableInsert insert = new HeapAccess(connection).insert(BLOCKS)) {
            insert.insert(1, given);
            Arrays.fill(given, (byte) 9);
            insert.insert(2, given);
        }
        try (TableRows rows = new HeapAccess(connection).rows(BLOCKS, 0)) {
            rows.next();
            byte[] first = rows.bytes();
            rows.next();
            assertThat(first).containsExactly(1, 2, 3);
            assertThat(rows.bytes()).containsExactly(9, 9, 9);
        }
    }

    @Test
    void aConnectionThatWasClosedIsNotCalled() throws Exception {
        Connection connection = connect();
        connection.close();
        assertThatThrownBy(() -> TableAccess.on(connection))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08003"));
    }
}
