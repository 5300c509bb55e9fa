package io.postrider.ra.redeployment;

import io.postrider.broker.Broker;
import io.postrider.broker.tcp.Acceptor;
import io.postrider.broker.tcp.AcceptorSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The adapter with nothing but what its archive holds, which has no Netty, reaches brokers elsewhere. */
class RemoteBrokerTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    private Path directory;

    private Broker broker;

    @BeforeEach
    void start() throws Exception {
        broker = Broker.named("elsewhere").journal("memory").guests(true).start();
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void overTcp() throws Exception {
        AcceptorSettings settings = AcceptorSettings.builder().port(0).build();
        try (Acceptor acceptor = Acceptor.start(settings, broker::accept)) {
            Deployment.run("tcp://127.0.0.1:" + acceptor.port());
        }
    }

    @Test
    void atOneOfSeveralAddresses() throws Exception {
        AcceptorSettings settings = AcceptorSettings.builder().port(0).build();
        try (Acceptor acceptor = Acceptor.start(settings, broker::accept)) {
            Deployment.run("failover:(tcp://127.0.0.1:1,tcp://127.0.0.1:" + acceptor.port() + ")");
        }
    }

    @Test
    void overTls() throws Exception {
        Path keyStore = directory.resolve("broker.p12");
        keytool(keyStore, "-genkeypair", "-keyalg", "EC", "-dname", "CN=broker", "-ext", "san=ip:127.0.0.1");
        Path certificate = directory.resolve("broker.cer");
        keytool(keyStore, "-exportcert", "-file", certificate.toString());
        Path trustStore = directory.resolve("trust.p12");
        keytool(trustStore, "-importcert", "-noprompt", "-file", certificate.toString());
        AcceptorSettings settings =
                AcceptorSettings.builder().port(0).sslContext(context(keyStore)).build();
        try (Acceptor acceptor = Acceptor.start(settings, broker::accept)) {
            Deployment.run("ssl://127.0.0.1:" + acceptor.port() + "?transport.trustStore=" + trustStore
                    + "&transport.trustStorePassword=" + PASSWORD);
        }
    }

    private static void keytool(Path store, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException(command + ": " + output);
        }
    }

    private static SSLContext context(Path keyStore) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(keyStore.toFile(), PASSWORD.toCharArray()), PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
