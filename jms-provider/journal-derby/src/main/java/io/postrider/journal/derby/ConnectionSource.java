package io.postrider.journal.derby;

import java.sql.Connection;
import java.sql.SQLException;

/** Where the log's end gets its connection from. */
@FunctionalInterface
interface ConnectionSource {
    Connection connect() throws SQLException;
}
