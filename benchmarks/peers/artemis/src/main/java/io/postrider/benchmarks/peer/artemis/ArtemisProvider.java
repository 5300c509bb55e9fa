package io.postrider.benchmarks.peer.artemis;

import io.postrider.benchmarks.provider.Provider;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.XAConnectionFactory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.storage.DatabaseStorageConfiguration;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQJMSConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQXAConnectionFactory;

/** ActiveMQ Artemis as its own {@code artemis create} sets it up: synced NIO journal, buffer time-out measured on the disk. */
public final class ArtemisProvider implements Provider {
    private static final int POOLED_FILES = 10;
    private static final int DISK_BLOCK = 4096;
    private static final int DISK_WRITES = 200;
    private static final long ACTIVATION_SECONDS = 60;

    @Override
    public void startBroker(Path folder, Store store, int port) throws Exception {
        Files.createDirectories(folder);
        ConfigurationImpl configuration = new ConfigurationImpl();
        configuration.setBrokerInstance(folder.toFile());
        configuration.setSecurityEnabled(false);
        configuration.setJMXManagementEnabled(false);
        configuration.setJournalType(JournalType.NIO);
        configuration.setJournalPoolFiles(POOLED_FILES);
        configuration.setJournalBufferTimeout_NIO(nanosOfASyncedWrite(folder));
        configuration.addAcceptorConfiguration("bench", port == IN_VM ? "vm://0" : "tcp://127.0.0.1:" + port);
        configuration.addAddressSetting(
                "#", new AddressSettings().setAutoDeleteQueues(false).setAutoDeleteAddresses(false));
        if (store == Store.JDBC) {
            DatabaseStorageConfiguration derby = new DatabaseStorageConfiguration();
            derby.setJdbcConnectionUrl("jdbc:derby:" + folder.resolve("derby") + ";create=true");
            derby.setJdbcDriverClassName("org.apache.derby.iapi.jdbc.AutoloadedDriver");
            configuration.setStoreConfiguration(derby);
        }
        EmbeddedActiveMQ server = new EmbeddedActiveMQ();
        server.setConfiguration(configuration);
        server.start();
        // on a database it starts to serve later
        if (!server.getActiveMQServer().waitForActivation(ACTIVATION_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("Artemis has not become active");
        }
    }

    /** What {@code artemis create} does to find the time-out: how long a write of a block with its sync takes here. */
    private static int nanosOfASyncedWrite(Path folder) throws IOException {
        Path file = folder.resolve("disk-test");
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
            channel.write(ByteBuffer.allocate(DISK_BLOCK * DISK_WRITES));
            channel.force(true);
            long start = System.nanoTime();
            for (int i = 0; i < DISK_WRITES; i++) {
                channel.write(ByteBuffer.allocate(DISK_BLOCK), (long) i * DISK_BLOCK);
                channel.force(false);
            }
            return (int) ((System.nanoTime() - start) / DISK_WRITES);
        }
    }

    @Override
    public ConnectionFactory connectionFactory(int port) {
        return new ActiveMQJMSConnectionFactory(url(port));
    }

    @Override
    public XAConnectionFactory xaConnectionFactory(int port) {
        return new ActiveMQXAConnectionFactory(url(port));
    }

    private static String url(int port) {
        return port == IN_VM ? "vm://0" : "tcp://127.0.0.1:" + port;
    }
}
