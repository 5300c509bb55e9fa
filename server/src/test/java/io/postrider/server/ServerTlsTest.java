package io.postrider.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerTlsTest {
    @TempDir
    Path directory;

    private ServerProcess server;
    private Certificates certificates;

    @BeforeEach
    void prepare() {
        server = new ServerProcess(directory);
        certificates = new Certificates(directory);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private void start(String yaml) throws Exception {
        Path file = server.file("tls.yaml", "listen:\n  enabled: false\ntls:\n  enabled: true\n  port: 0\n" + yaml);
        server.start("--config", file.toString());
    }

    private String url(Path trustStore, String more) throws Exception {
        return server.address("tls") + "?transport.trustStore=" + trustStore + "&transport.trustStorePassword="
                + Certificates.PASSWORD + more;
    }

    private ServerProcess.Ended produce(String url) throws Exception {
        return server.command("produce", "orders", "--message", "secret", "--url", url);
    }

    @Test
    void aKeyStoreServesAndIsReadAgainWhenItHasChanged() throws Exception {
        Path store = certificates.keyStore("server.p12", "first");
        Path trust = certificates.trustStore("trust.p12", certificates.certificate(store, "first.pem"));
        start("  keyStore: server.p12\n  keyStorePassword: " + Certificates.PASSWORD + "\n  reloadSeconds: 1\n");
        produce(url(trust, "")).succeeded();
        produce(url(
                        certificates.trustStore(
                                "other.p12",
                                certificates.certificate(
                                        certificates.keyStore("stranger.p12", "stranger"), "stranger.pem")),
                        ""))
                .failed(1, "");

        Path renewed = certificates.keyStore("renewed.p12", "second");
        Path trustsRenewed = certificates.trustStore("trust2.p12", certificates.certificate(renewed, "second.pem"));
        Files.move(renewed, store, StandardCopyOption.REPLACE_EXISTING);
        Awaitility.await()
                .atMost(90, TimeUnit.SECONDS)
                .until(() -> produce(url(trustsRenewed, "")).code() == 0);
        assertThat(server.log()).contains("PR005011");
    }

    @Test
    void pemFilesServeAndClientsAreKnownByTheirCertificates() throws Exception {
        Path store = certificates.keyStore("server.p12", "server");
        certificates.privateKey(store, "server.key");
        Path trust = certificates.trustStore("trust.p12", certificates.certificate(store, "server.pem"));
        Path shop = certificates.keyStore("shop.p12", "shop");
        certificates.certificate(shop, "shop.pem");
        server.command("user", "add", "CN=shop", "--certificate", "--role", "admin")
                .succeeded();
        start("  certificate: server.pem\n  privateKey: server.key\n  clientCertificates: required\n"
                + "  trustStore: shop.pem\n");
        produce(url(trust, "")).failed(1, "");
        String known = "&transport.keyStore=" + shop + "&transport.keyStorePassword=" + Certificates.PASSWORD;
        produce(url(trust, known)).succeeded();
        assertThat(server.command("status", "--url", url(trust, known))
                        .succeeded()
                        .out())
                .contains("connections");
    }

    @Test
    void whatIsMissingIsSaidAtTheStart() throws Exception {
        server.command("run", "--set", "tls.enabled=true").failed(2, "tls.keyStore");
        server.command("run", "--set", "tls.enabled=true", "--set", "tls.keyStore=missing.p12")
                .failed(2, "missing.p12 cannot be used: there is no such file");
        Path store = certificates.keyStore("server.p12", "server");
        server.command(
                        "run",
                        "--set",
                        "tls.enabled=true",
                        "--set",
                        "tls.keyStore=" + store,
                        "--set",
                        "tls.keyStorePassword=wrong")
                .failed(2, "server.p12 cannot be used");
        server.command("run", "--set", "listen.enabled=false").failed(2, "would not listen at all");
    }
}
