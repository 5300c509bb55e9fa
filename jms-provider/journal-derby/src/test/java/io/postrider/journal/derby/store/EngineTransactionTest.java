package io.postrider.journal.derby.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.postrider.broker.journal.JournalException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.apache.derby.iapi.services.context.ContextService;
import org.apache.derby.shared.common.error.ExceptionSeverity;
import org.apache.derby.shared.common.error.StandardException;
import org.apache.derby.shared.common.reference.SQLState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An error in a step has the effect and the look that it has in a statement. */
class EngineTransactionTest {
    private static final StoredTable BLOCKS = new StoredTable("J1", "SEQ", true, "BLOCK");

    @TempDir
    Path directory;

    private DerbyDatabase database;
    private Connection connection;
    private EngineTransaction transaction;

    @BeforeEach
    void open() throws JournalException, SQLException {
        database = DerbyDatabase.open(directory, EmptyDatabase.SEGMENT_TABLES);
        connection = database.connect();
        transaction = new EngineTransaction(connection);
    }

    @AfterEach
    void close() throws SQLException {
        DerbyDatabase.closeQuietly(connection);
        database.shutDown();
    }

    private SQLException fail(EngineTransaction.Step<Object> step) {
        return catchThrowableOfType(SQLException.class, () -> transaction.call(step));
    }

    private void insertARow() throws SQLException {
        try (TableInsert insert = new HeapAccess(connection).insert(BLOCKS)) {
            insert.insert(1, new byte[10]);
        }
    }

    private int rows() throws SQLException {
        int rows = 0;
        try (TableRows scan = new HeapAccess(connection).rows(BLOCKS, 0)) {
            while (scan.next()) {
                rows++;
            }
        }
        return rows;
    }

    @Test
    void anErrorOfAStatementLeavesTheTransaction() throws Exception {
        insertARow();
        SQLException failure = fail(engine -> engine.openScan(11, false, 0, 6, 2, null, null, 0, null, null, 0));
        assertThat(failure.getErrorCode()).isEqualTo(ExceptionSeverity.STATEMENT_SEVERITY);
        assertThat((Throwable) failure)
                .hasMessageContaining("conglomerate (11)")
                .hasCauseInstanceOf(StandardException.class);
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void anErrorOfATransactionEndsIt() throws Exception {
        insertARow();
        SQLException failure = fail(engine -> {
            throw StandardException.newException(SQLState.DEADLOCK, "a circle", "somebody");
        });
        assertThat(failure.getSQLState()).isEqualTo("40001");
        assertThat(rows()).isZero();
    }

    @Test
    void anErrorOfTheDatabaseEndsThat() throws Exception {
        SQLException failure = fail(engine -> {
            throw StandardException.newException(SQLState.FILE_WRITE_PAGE_EXCEPTION, new IOException(), "a page");
        });
        assertThat(DerbyErrors.databaseIsGone(failure)).isTrue();
        assertThat(connection.isClosed()).isTrue();
        assertThat(transaction.isOver()).isTrue();
        assertThat(fail(engine -> "never done").getSQLState()).isEqualTo("08003");
    }

    @Test
    void whatIsThrownBesideIsToldAsOneOfJava() {
        IllegalStateException cause = new IllegalStateException("not foreseen");
        SQLException failure = fail(engine -> {
            throw cause;
        });
        assertThat(failure.getSQLState()).isEqualTo("XJ001");
        assertThat((Throwable) failure).hasMessageContaining("not foreseen").hasRootCause(cause);
    }

    @Test
    void theThreadHasTheConnectionsContextsInAStepAlone() throws Exception {
        assertThat(ContextService.getFactory().getCurrentContextManager()).isNull();
        Object within = transaction.call(engine -> ContextService.getFactory().getCurrentContextManager());
        assertThat(within).isNotNull();
        assertThat(ContextService.getFactory().getCurrentContextManager()).isNull();
        fail(engine -> {
            throw new IllegalStateException();
        });
        assertThat(ContextService.getFactory().getCurrentContextManager()).isNull();
    }

    @Test
    void statementsOfTheConnectionAreOfTheSameTransaction() throws Exception {
        insertARow();
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO J1 VALUES (2, X'00')");
        }
        assertThat(rows()).isEqualTo(2);
        connection.rollback();
        assertThat(rows()).isZero();
    }
}
