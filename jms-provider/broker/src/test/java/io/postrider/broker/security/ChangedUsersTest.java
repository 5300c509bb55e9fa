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
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The users change while they are connected. */
class ChangedUsersTest {
    private static final DestinationName ORDERS = DestinationName.queue("orders");

    private final ChangingUsers users = new ChangingUsers();
    private Broker broker;
    private final ChangingRules rules = new ChangingRules();
    private TestLink ann;
    private TestLink bob;

    @BeforeEach
    void start() throws Exception {
        users.add("ann", "a-secret", Set.of("seller", "buyer"));
        users.add("bob", "b-secret", Set.of("buyer"));
        rules.current = permissions("seller", "buyer");
        broker = Broker.named("changing")
                .journal("memory")
                .realm(users)
                .permissions(rules)
                .guests(true)
                .start();
        ann = connect("ann", "a-secret");
        bob = connect("bob", "b-secret");
    }

    private static Permissions permissions(String sender, String consumer) {
        return Permissions.builder()
                .permit("orders", Permission.SEND, sender)
                .permit("orders", Permission.CREATE, "*")
                .permit("orders", Permission.BROWSE, "*")
                .permit("orders", Permission.CONSUME, consumer)
                .build();
    }

    private static final class ChangingRules implements Authorizer {
        private volatile Permissions current;

        @Override
        public boolean permits(User user, Permission permission, DestinationName destination) {
            return current.permits(user, permission, destination);
        }

        @Override
        public Object edition() {
            return current;
        }
    }

    /** Users in memory, whose passwords take no time. */
    private static final class ChangingUsers implements SecurityRealm {
        private volatile Map<String, Account> accounts = Map.of();

        private record Account(String password, Set<String> roles) {}

        void add(String name, String password, Set<String> roles) {
            Map<String, Account> more = new HashMap<>(accounts);
            more.put(name, new Account(password, roles));
            accounts = more;
        }

        void remove(String name) {
            Map<String, Account> fewer = new HashMap<>(accounts);
            fewer.remove(name);
            accounts = fewer;
        }

        void roles(String name, Set<String> roles) {
            add(name, accounts.get(name).password(), roles);
        }

        void changePassword(String name, String password) {
            add(name, password, accounts.get(name).roles());
        }

        @Override
        public Optional<User> authenticate(Credentials credentials) {
            return Optional.ofNullable(accounts.get(credentials.userName()))
                    .filter(account -> account.password().equals(credentials.password()))
                    .map(account -> new User(credentials.userName(), account.roles()));
        }

        @Override
        public Object edition() {
            return accounts;
        }
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    private TestLink connect(String name, String password) throws BrokerException {
        TestLink link = new TestLink();
        return link.on(broker.connect(new ConnectRequest(null, name, password, null), link));
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(60, TimeUnit.SECONDS);
    }

    private static void awaitLoss(TestLink link, BrokerError why) {
        await().untilAsserted(() -> assertThat(link.lostBecause()).isNotNull());
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
    void rolesThatAreTakenAndGivenCountForOpenConnections() {
        ann.send(ORDERS, "while it may");
        assertThat(sendError(bob)).isEqualTo(BrokerError.NOT_AUTHORIZED);

        users.roles("ann", Set.of("buyer"));
        users.roles("bob", Set.of("seller"));

        await().untilAsserted(() -> assertThat(sendError(ann)).isEqualTo(BrokerError.NOT_AUTHORIZED));
        await().untilAsserted(() -> assertThat(sendError(bob)).isNull());
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
        users.roles("bob", Set.of("seller"));
        awaitLoss(bob, BrokerError.NOT_AUTHORIZED);
        assertThat(ann.lostBecause()).isNull();
    }

    @Test
    void rulesThatChangeCountForOpenConnections() throws Exception {
        ann.send(ORDERS, "while it may");
        assertThat(sendError(bob)).isEqualTo(BrokerError.NOT_AUTHORIZED);
        Awaited.of(ann.link().openConsumer(new ConsumerRequest(1, ORDERS, null, false, null), new Received()));

        rules.current = permissions("buyer", "buyer");

        await().untilAsserted(() -> assertThat(sendError(bob)).isNull());
        assertThat(ann.lostBecause()).isNull();

        rules.current = permissions("buyer", "nobody-has-this");

        awaitLoss(ann, BrokerError.NOT_AUTHORIZED);
        assertThat(bob.lostBecause()).isNull();
    }

    @Test
    void rulesThatChangeCountForGuests() throws Exception {
        TestLink guest = connect(null, null);
        assertThat(sendError(guest)).isEqualTo(BrokerError.NOT_AUTHORIZED);

        rules.current = permissions(User.GUEST, "buyer");

        await().untilAsserted(() -> assertThat(sendError(guest)).isNull());
        assertThat(guest.lostBecause()).isNull();
    }
}
