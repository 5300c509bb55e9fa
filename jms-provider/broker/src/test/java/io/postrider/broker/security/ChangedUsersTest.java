package io.postrider.broker.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.broker.Broker;
import io.postrider.broker.link.Awaited;
import io.postrider.broker.link.Received;
import io.postrider.broker.link.TestLink;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.Completion;
import io.postrider.protocol.link.ConnectRequest;
import io.postrider.protocol.link.ConsumerRequest;
import io.postrider.protocol.link.Permission;
import io.postrider.protocol.message.DestinationName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The users change while they are connected. */
class ChangedUsersTest {
    private static final DestinationName ORDERS = DestinationName.queue("orders");

    private UserFile users;
    private Broker broker;
    private TestLink ann;
    private TestLink bob;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        users = UserFile.open(directory.resolve("users.conf"));
        users.add("ann", "a-secret", Set.of("seller", "buyer"));
        users.add("bob", "b-secret", Set.of("buyer"));
        Permissions permissions = Permissions.builder()
                .permit("orders", Permission.SEND, "seller")
                .permit("orders", Permission.CREATE, "*")
                .permit("orders", Permission.BROWSE, "*")
                .permit("orders", Permission.CONSUME, "buyer")
                .build();
        broker = Broker.named("changing")
                .journal("memory")
                .realm(users)
                .permissions(permissions)
                .start();
        ann = connect("ann", "a-secret");
        bob = connect("bob", "b-secret");
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    private TestLink connect(String name, String password) throws BrokerException {
        TestLink link = new TestLink();
        return link.on(broker.connect(new ConnectRequest(null, name, password, null), link));
    }

    private static void awaitLoss(TestLink link, BrokerError why) {
        Awaitility.await().untilAsserted(() -> assertThat(link.lostBecause()).isNotNull());
        assertThat(link.lostBecause().error()).isEqualTo(why);
    }

    private BrokerError sendError(TestLink link) {
        CompletableFuture<BrokerError> sent = new CompletableFuture<>();
        link.link().send(link.message(ORDERS, "x", builder -> builder), 0, new Completion() {
            @Override
            public void done() {
                sent.complete(null);
            }

            @Override
            public void failed(BrokerException cause) {
                sent.complete(cause.error());
            }
        });
        return sent.join();
    }

    @Test
    void rolesThatAreTakenAndGivenCountForOpenConnections() throws IOException {
        ann.send(ORDERS, "while it may");
        assertThat(sendError(bob)).isEqualTo(BrokerError.NOT_AUTHORIZED);

        users.changeRoles("ann", Set.of("buyer"));
        users.changeRoles("bob", Set.of("seller"));

        Awaitility.await().untilAsserted(() -> assertThat(sendError(ann)).isEqualTo(BrokerError.NOT_AUTHORIZED));
        Awaitility.await().untilAsserted(() -> assertThat(sendError(bob)).isNull());
        assertThat(ann.lostBecause()).isNull();
        assertThat(bob.lostBecause()).isNull();
    }

    @Test
    void whoIsRemovedOrHasAnotherPasswordIsDisconnected() throws Exception {
        users.remove("ann");
        awaitLoss(ann, BrokerError.NOT_AUTHENTICATED);
        assertThat(bob.lostBecause()).isNull();
        bob.consume(ORDERS, 1);

        users.changePassword("bob", "another");
        awaitLoss(bob, BrokerError.NOT_AUTHENTICATED);
        assertThat(connect("bob", "another").lostBecause()).isNull();
    }

    @Test
    void whoConsumesWhatIsPermittedNoMoreIsDisconnected() throws Exception {
        Awaited.of(bob.link().openConsumer(new ConsumerRequest(1, ORDERS, null, false, null), new Received()));
        users.changeRoles("bob", Set.of("seller"));
        awaitLoss(bob, BrokerError.NOT_AUTHORIZED);
        assertThat(ann.lostBecause()).isNull();
    }
}
