package io.postrider.remote;

import static io.postrider.remote.TestClient.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.broker.tcp.Acceptor;
import io.postrider.broker.tcp.AcceptorSettings;
import io.postrider.broker.tcp.ClientCertificates;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.message.DestinationName;
import io.postrider.remote.FaultyProxy.Direction;
import io.postrider.remote.FaultyProxy.Fault;
import io.postrider.remote.FaultyProxy.Kind;
import io.postrider.remote.TestClient.Pending;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    @TempDir
    static Path directory;

    private static Path broker;
    private static Path trustsBroker;
    private static Path elsewhere;
    private static Path trustsElsewhere;
    private static Path client;
    private static Path trustsClient;

    private final ScriptedBroker scripted = new ScriptedBroker();
    private Acceptor acceptor;

    @BeforeAll
    static void certify() throws Exception {
        Certificates certificates = new Certificates(directory);
        broker = certificates.keyStore("broker", "ip:127.0.0.1,dns:localhost");
        trustsBroker = certificates.trustStore(broker);
        elsewhere = certificates.keyStore("elsewhere", "dns:elsewhere.example");
        trustsElsewhere = certificates.trustStore(elsewhere);
        client = certificates.keyStore("client", null);
        trustsClient = certificates.trustStore(client);
    }

    private void listen(Path keyStore, ClientCertificates clientCertificates) throws Exception {
        acceptor = Acceptor.start(
                AcceptorSettings.builder()
                        .port(0)
                        .sslContext(Certificates.context(keyStore, trustsClient))
                        .clientCertificates(clientCertificates)
                        .loginTimeoutMillis(2_000)
                        .build(),
                scripted);
    }

    @AfterEach
    void stop() {
        acceptor.close();
    }

    private static String url(int port, Path trustStore, String options) {
        return "ssl://127.0.0.1:" + port + "?transport.trustStore=" + trustStore + "&transport.trustStorePassword="
                + Certificates.PASSWORD + options;
    }

    private static String withKey() {
        return "&transport.keyStore=" + client + "&transport.keyStorePassword=" + Certificates.PASSWORD;
    }

    @Test
    void messagesLargeAndSmallPassEncrypted() throws Exception {
        listen(broker, ClientCertificates.IGNORED);
        BrokerLink link =
                TestClient.connect(url(acceptor.port(), trustsBroker, "")).link();
        for (int n = 1; n <= 20; n++) {
            Pending sent = new Pending();
            link.send(
                    ScriptedLink.message(DestinationName.queue("orders"), n, "x".repeat(n * n * 1000)),
                    BrokerLink.NO_TRANSACTION,
                    sent);
            await(sent);
        }
        assertThat(scripted.link().sent()).hasSize(20);
        assertThat(scripted.link().request().address().scheme()).isEqualTo("ssl");
        assertThat(scripted.link().certificateName()).isNull();
        await(link.close());
    }

    @Test
    void aBrokerThatIsNotTrustedIsNotTalkedTo() throws Exception {
        listen(broker, ClientCertificates.IGNORED);
        assertRefused(url(acceptor.port(), trustsElsewhere, ""), "certification path");
    }

    @Test
    void aCertificateMadeOutToAnotherHostIsRefusedUnlessTheAddressSaysOtherwise() throws Exception {
        listen(elsewhere, ClientCertificates.IGNORED);
        assertRefused(url(acceptor.port(), trustsElsewhere, ""), "127.0.0.1");
        await(TestClient.connect(url(acceptor.port(), trustsElsewhere, "&transport.verifyHost=false"))
                .link()
                .close());
    }

    @Test
    void whereClientsNeedACertificateNobodyConnectsWithout() throws Exception {
        listen(broker, ClientCertificates.REQUIRED);
        assertRefused(url(acceptor.port(), trustsBroker, ""), "");
        assertThat(scripted.links()).isEmpty();
        await(TestClient.connect(url(acceptor.port(), trustsBroker, withKey()))
                .link()
                .close());
        assertThat(scripted.links()).hasSize(1);
        assertThat(scripted.link().certificateName()).isEqualTo("CN=client");
    }

    @Test
    void plainClientsAndPlainBrokersAreToldApart() throws Exception {
        listen(broker, ClientCertificates.IGNORED);
        assertRefused("tcp://127.0.0.1:" + acceptor.port() + "?transport.connectTimeoutMillis=5000", "");
        try (Acceptor plain = Acceptor.start(
                AcceptorSettings.builder().port(0).loginTimeoutMillis(500).build(), scripted)) {
            assertRefused(url(plain.port(), trustsBroker, ""), "");
        }
    }

    @Test
    void anUnreadableStoreIsNamed() throws Exception {
        listen(broker, ClientCertificates.IGNORED);
        for (String url : List.of(
                url(acceptor.port(), directory.resolve("missing.p12"), ""),
                url(
                        acceptor.port(),
                        trustsBroker,
                        "&transport.keyStore=" + client + "&transport.keyStorePassword=no"))) {
            assertThatThrownBy(() -> TestClient.connect(url))
                    .isInstanceOfSatisfying(
                            BrokerException.class, e -> assertThat(e.error()).isEqualTo(BrokerError.INVALID_ADDRESS))
                    .hasMessageMatching("(?s).*(trustStore.*missing.p12|keyStore.*client.p12).*");
        }
    }

    @Test
    void aStrangerWhoNeverAnswersDoesNotHoldAClientForever() throws Exception {
        listen(broker, ClientCertificates.IGNORED);
        try (ServerSocket silent = new ServerSocket(0)) {
            assertRefused(url(silent.getLocalPort(), trustsBroker, "&transport.connectTimeoutMillis=300"), "timed out");
        }
    }

    private static void assertRefused(String url, String reason) {
        assertThatThrownBy(() -> TestClient.connect(url))
                .isInstanceOfSatisfying(
                        BrokerException.class, e -> assertThat(e.error()).isEqualTo(BrokerError.BROKER_UNAVAILABLE))
                .hasMessageContaining(reason);
    }

    @Test
    void anEncryptedLinkIsResumedLikeAPlainOne() throws Exception {
        listen(broker, ClientCertificates.IGNORED);
        // to the proxy a TLS record looks like a very long frame, so that the harm is done after so many bytes
        for (Kind kind : new Kind[] {Kind.CUT, Kind.RESET, Kind.STALL, Kind.VANISH}) {
            int before = scripted.links().size();
            Fault fault = new Fault(kind, Direction.TO_BROKER, 0, 6_000);
            try (FaultyProxy proxy = new FaultyProxy(acceptor.port(), connection -> connection == 0 ? fault : null)) {
                TestClient test = TestClient.connect(url(
                        proxy.port(), trustsBroker, "&transport.heartbeatMillis=200&transport.reconnectDelayMillis=5"));
                Workload work = new Workload();
                work.run(test.link());
                work.verify(scripted.links().get(before), "kind " + kind);
                assertThat(test.events).as("kind %s", kind).isNotEmpty();
                test.assertRestored("kind " + kind);
            }
        }
    }
}
