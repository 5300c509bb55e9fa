package io.postrider.servers.bakery.ledger;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Makes the table before anything else runs, outside of any transaction. */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class LedgerOpening {
    @Resource(name = "jdbc/bakery")
    private DataSource database;

    @PostConstruct
    void open() {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS ledger (book VARCHAR(40), entry VARCHAR(400))");
        } catch (SQLException e) {
            throw new IllegalStateException("The ledger cannot be opened", e);
        }
    }
}
