package io.postrider.benchmarks.peer.classic;

import io.postrider.benchmarks.provider.Provider;
import jakarta.jms.CompletionListener;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.XAConnectionFactory;
import java.nio.file.Path;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.ActiveMQMessageProducer;
import org.apache.activemq.ActiveMQXAConnectionFactory;
import org.apache.activemq.AsyncCallback;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.store.PersistenceAdapter;
import org.apache.activemq.store.jdbc.JDBCPersistenceAdapter;
import org.apache.activemq.store.kahadb.KahaDBPersistenceAdapter;
import org.apache.commons.dbcp2.BasicDataSource;

/** ActiveMQ Classic with its defaults: KahaDB, synced at every commit, or its JDBC store behind a pool. */
public final class ClassicProvider implements Provider {

    @Override
    public void startBroker(Path folder, Store store, int port) throws Exception {
        BrokerService broker = new BrokerService();
        broker.setBrokerName("bench");
        broker.setUseJmx(false);
        broker.setDataDirectoryFile(folder.toFile());
        broker.setPersistenceAdapter(store == Store.FILE ? kahaDb(folder) : derby(folder));
        if (port != IN_VM) {
            broker.addConnector("tcp://127.0.0.1:" + port);
        }
        broker.start();
        broker.waitUntilStarted();
    }

    private static PersistenceAdapter kahaDb(Path folder) {
        KahaDBPersistenceAdapter kahaDb = new KahaDBPersistenceAdapter();
        kahaDb.setDirectory(folder.resolve("kahadb").toFile());
        return kahaDb;
    }

    private static PersistenceAdapter derby(Path folder) {
        BasicDataSource pool = new BasicDataSource();
        pool.setUrl("jdbc:derby:" + folder.resolve("derby") + ";create=true");
        pool.setPoolPreparedStatements(true);
        pool.setMaxTotal(-1);
        JDBCPersistenceAdapter adapter = new JDBCPersistenceAdapter();
        adapter.setDataSource(pool);
        return adapter;
    }

    @Override
    public ConnectionFactory connectionFactory(int port) {
        return new ActiveMQConnectionFactory(url(port));
    }

    @Override
    public XAConnectionFactory xaConnectionFactory(int port) {
        return new ActiveMQXAConnectionFactory(url(port));
    }

    /** It has no completion listeners of the specification (7.3), but its own. */
    @Override
    public void sendAsync(MessageProducer producer, Message message, CompletionListener done) throws JMSException {
        ((ActiveMQMessageProducer) producer).send(message, new AsyncCallback() {
            @Override
            public void onSuccess() {
                done.onCompletion(message);
            }

            @Override
            public void onException(JMSException failure) {
                done.onException(message, failure);
            }
        });
    }

    private static String url(int port) {
        return port == IN_VM ? "vm://bench?create=false" : "tcp://127.0.0.1:" + port;
    }
}
