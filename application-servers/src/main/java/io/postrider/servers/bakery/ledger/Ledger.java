package io.postrider.servers.bakery.ledger;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** What was done, in books, in a table of the server's data source: written in the caller's transaction, so gone if that is. */
@Stateless
public class Ledger {
    @Resource(name = "jdbc/bakery")
    private DataSource database;

    /** Writes an entry into a book. */
    public void write(String book, String entry) {
        try (Connection connection = database.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO ledger (book, entry) VALUES (?, ?)")) {
            insert.setString(1, book);
            insert.setString(2, entry);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("The ledger takes no entry", e);
        }
    }

    /** The entries of a book, sorted. */
    public List<String> read(String book) {
        List<String> entries = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("SELECT entry FROM ledger WHERE book = ? ORDER BY entry")) {
            select.setString(1, book);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    entries.add(rows.getString(1));
                }
            }
            return entries;
        } catch (SQLException e) {
            throw new IllegalStateException("The ledger cannot be read", e);
        }
    }
}
