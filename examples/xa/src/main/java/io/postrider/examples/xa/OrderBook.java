package io.postrider.examples.xa;

import io.postrider.client.PostriderConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.QueueBrowser;
import jakarta.jms.XAJMSContext;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.Enumeration;
import javax.sql.XAConnection;
import org.h2.jdbcx.JdbcDataSource;

/** Moves orders from a queue into a table: each is in one of them, whatever fails, and never in both. */
public final class OrderBook {
    private final PostriderConnectionFactory broker;
    private final JdbcDataSource database;
    private final TransactionManager transactions;
    private final boolean crashes;

    private OrderBook(
            PostriderConnectionFactory broker,
            JdbcDataSource database,
            TransactionManager transactions,
            boolean crashes) {
        this.broker = broker;
        this.database = database;
        this.transactions = transactions;
        this.crashes = crashes;
    }

    /** With the argument {@code crash} the process ends between the two phases of the commit; the next run recovers. */
    public static void main(String[] arguments) throws Exception {
        boolean crashes = arguments.length > 0 && arguments[0].equals("crash");
        PostriderConnectionFactory broker = new PostriderConnectionFactory("vm://orders");
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:./postrider-data/orders-database");
        try (Transactions transactions = new Transactions(broker, database)) {
            new OrderBook(broker, database, transactions.manager(), crashes).run();
        }
    }

    private void run() throws Exception {
        execute("CREATE TABLE IF NOT EXISTS orders (text VARCHAR(100))");
        if (rows() > 0) {
            print("recovered");
            execute("DELETE FROM orders");
        }
        try (JMSContext shop = broker.createContext()) {
            shop.createProducer().send(shop.createQueue("orders"), "rye bread");
        }
        try {
            moveOne(true);
        } catch (IllegalStateException expected) {
            print("rolled back");
        }
        moveOne(false);
        print("committed");
    }

    /** The part to copy: both resources take part in the transaction, and its outcome is theirs. */
    private void moveOne(boolean fails) throws Exception {
        XAConnection connection = database.getXAConnection();
        try (XAJMSContext context = broker.createXAContext()) {
            transactions.begin();
            try {
                Transaction transaction = transactions.getTransaction();
                if (crashes && !fails) {
                    transaction.enlistResource(new CrashAtCommit());
                }
                transaction.enlistResource(context.getXAResource());
                transaction.enlistResource(connection.getXAResource());

                JMSConsumer orders = context.createConsumer(context.createQueue("orders"));
                insert(connection.getConnection(), orders.receiveBody(String.class, 5_000));
                if (fails) {
                    throw new IllegalStateException("after both have done their work");
                }
                transactions.commit();
            } catch (Exception e) {
                transactions.rollback();
                throw e;
            }
        } finally {
            connection.close();
        }
    }

    private static void insert(Connection connection, String order) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO orders VALUES (?)")) {
            insert.setString(1, order);
            insert.executeUpdate();
        }
    }

    private void print(String what) throws SQLException, JMSException {
        System.out.println(what + ": " + rows() + " in the database, " + waiting() + " in the queue");
    }

    private int rows() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM orders")) {
            count.next();
            return count.getInt(1);
        }
    }

    private int waiting() throws JMSException {
        try (JMSContext context = broker.createContext();
                QueueBrowser browser = context.createBrowser(context.createQueue("orders"))) {
            Enumeration<?> messages = browser.getEnumeration();
            return Collections.list(messages).size();
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
