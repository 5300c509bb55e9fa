package io.postrider.journal.derby.store;

import java.sql.Connection;
import java.sql.SQLException;
import org.apache.derby.iapi.services.context.ContextManager;
import org.apache.derby.iapi.services.context.ContextService;
import org.apache.derby.iapi.sql.conn.LanguageConnectionContext;
import org.apache.derby.iapi.store.access.TransactionController;
import org.apache.derby.iapi.util.InterruptStatus;
import org.apache.derby.impl.jdbc.EmbedConnection;
import org.apache.derby.impl.jdbc.Util;
import org.apache.derby.shared.common.error.StandardException;

/**
 * A connection's transaction as Derby's engine sees it. A step in it is done as a call of the connection would do it: the thread has the
 * connection's contexts meanwhile, an error has the effect it has there (a damaged page shuts the database down), and comes as the same
 * {@link SQLException}.
 */
final class EngineTransaction {
    private final EmbedConnection connection;
    private final ContextService service = ContextService.getFactory();
    private final ContextManager contexts;
    private final LanguageConnectionContext language;

    /**
     * Begins nothing yet.
     *
     * @throws SQLException if the connection is closed, or its database has gone
     */
    EngineTransaction(Connection connection) throws SQLException {
        this.connection = connection.unwrap(EmbedConnection.class);
        this.contexts = this.connection.getContextManager();
        this.language = this.connection.getLanguageConnection();
    }

    /** Whether a connection's engine can be called: not one of another class loader, nor one in a module that keeps it to itself. */
    static boolean reaches(Connection connection) throws SQLException {
        try {
            return connection.isWrapperFor(EmbedConnection.class)
                    && EmbedConnection.class
                            .getModule()
                            .isExported(ContextService.class.getPackageName(), EngineTransaction.class.getModule());
        } catch (LinkageError e) {
            // there is no such engine, or the module system lets nobody see it
            return false;
        }
    }

    /** What is done in the transaction. */
    @FunctionalInterface
    interface Step<T> {
        T run(TransactionController engine) throws StandardException;
    }

    /** Does it. */
    <T> T call(Step<T> step) throws SQLException {
        if (isOver()) {
            throw Util.noCurrentConnection();
        }
        service.setCurrentContextManager(contexts);
        try {
            T result = step.run(language.getTransactionExecute());
            InterruptStatus.restoreIntrFlagIfSeen(language);
            return result;
        } catch (StandardException e) {
            cleanUp(e);
            throw Util.generateCsSQLException(e);
        } catch (RuntimeException | Error e) {
            cleanUp(e);
            throw Util.javaException(e);
        } finally {
            service.resetCurrentContextManager(contexts);
        }
    }

    /** Whether nothing can be done any more: the connection is closed, or its database has gone. */
    boolean isOver() throws SQLException {
        return connection.isClosed();
    }

    /** The database, as in its URL. */
    String databaseName() {
        return connection.getDBName();
    }

    /** The isolation of scans that is the connection's. */
    int isolation() throws SQLException {
        return connection.getTransactionIsolation() == Connection.TRANSACTION_READ_UNCOMMITTED
                ? TransactionController.ISOLATION_READ_UNCOMMITTED
                : TransactionController.ISOLATION_READ_COMMITTED;
    }

    /** By its severity: from the end of the transaction to that of the database. */
    private void cleanUp(Throwable failure) {
        contexts.cleanupOnError(failure, language.getDatabase().isActive());
        InterruptStatus.restoreIntrFlagIfSeen();
    }
}
