package io.postrider.servers.database;

import java.io.PrintWriter;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.XAConnection;
import javax.sql.XADataSource;
import org.h2.jdbcx.JdbcDataSource;

/**
 * H2 as any server would use it, but that a commit does not return once the system property {@link HaltingResource#MARK} is set:
 * whoever set it then kills the process, between the votes of all and the commits of some.
 */
public class HaltingDataSource implements XADataSource {
    private final JdbcDataSource real = new JdbcDataSource();

    /** For the server, which then sets the properties. */
    public HaltingDataSource() {}

    /** Where the database is, H2's way. */
    public String getUrl() {
        return real.getUrl();
    }

    /** Says where the database is, H2's way. */
    public void setUrl(String url) {
        real.setUrl(url);
    }

    /** Who connects. */
    public String getUser() {
        return real.getUser();
    }

    /** Says who connects. */
    public void setUser(String user) {
        real.setUser(user);
    }

    /** The password that goes with the user. */
    public String getPassword() {
        return real.getPassword();
    }

    /** Says the password that goes with the user. */
    public void setPassword(String password) {
        real.setPassword(password);
    }

    @Override
    public XAConnection getXAConnection() throws SQLException {
        return new HaltingConnection(real.getXAConnection());
    }

    @Override
    public XAConnection getXAConnection(String user, String password) throws SQLException {
        return new HaltingConnection(real.getXAConnection(user, password));
    }

    @Override
    public PrintWriter getLogWriter() {
        return real.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter writer) {
        real.setLogWriter(writer);
    }

    @Override
    public void setLoginTimeout(int seconds) {
        real.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() {
        return real.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return real.getParentLogger();
    }
}
