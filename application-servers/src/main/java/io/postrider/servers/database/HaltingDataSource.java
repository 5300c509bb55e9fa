package io.postrider.servers.database;

import java.sql.SQLException;
import javax.sql.XAConnection;
import org.h2.jdbcx.JdbcDataSource;

/**
 * H2 as any server would use it, but that a commit does not return once the system property {@link HaltingResource#MARK} is set:
 * whoever set it then kills the process, between the votes of all and the commits of some.
 */
public class HaltingDataSource extends JdbcDataSource {
    private static final long serialVersionUID = 1L;

    @Override
    public XAConnection getXAConnection() throws SQLException {
        return new HaltingConnection(super.getXAConnection());
    }

    @Override
    public XAConnection getXAConnection(String user, String password) throws SQLException {
        return new HaltingConnection(super.getXAConnection(user, password));
    }
}
