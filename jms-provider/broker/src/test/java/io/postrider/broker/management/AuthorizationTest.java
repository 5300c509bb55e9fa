package io.postrider.broker.management;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.broker.Broker;
import io.postrider.broker.link.Awaited;
import io.postrider.broker.link.Received;
import io.postrider.broker.link.TestLink;
import io.postrider.broker.security.Permissions;
import io.postrider.broker.security.User;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.Completion;
import io.postrider.protocol.link.ConnectRequest;
import io.postrider.protocol.link.ConsumerRequest;
import io.postrider.protocol.link.ConsumerRequest.Subscription;
import io.postrider.protocol.link.LinkEvents;
import io.postrider.protocol.link.ManagementArgument;
import io.postrider.protocol.link.ManagementRequest;
import io.postrider.protocol.link.ManagementVerb;
import io.postrider.protocol.link.Permission;
import io.postrider.protocol.link.TemporaryRequest;
import io.postrider.protocol.message.DestinationName;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command that concerns a destination, with every set of permissions; over the link of a subclass, here in the VM. */
public class AuthorizationTest {
    private static final DestinationName QUEUE = DestinationName.queue("there");
    private static final DestinationName TOPIC = DestinationName.topic("there");
    private static final Subscription KNOWN = new Subscription("known", true, true);

    private Broker broker;
    private TestLink administrator;
    private int made;

    /** A command, and what it needs. */
    record Command(String name, Set<Permission> needed, Function<AuthorizationTest, Attempt> attempt) {
        @Override
        public String toString() {
            return name;
        }
    }

    private interface Attempt {
        CompletionStage<?> on(TestLink link);
    }

    private static Command command(String name, Function<AuthorizationTest, Attempt> attempt, Permission... needed) {
        return new Command(name, Set.of(needed), attempt);
    }

    static Stream<Command> commands() {
        return Stream.of(onQueues(), onTopics(), ofOperators(), onTemporaries()).flatMap(some -> some);
    }

    private static Stream<Command> onQueues() {
        return Stream.of(
                command("send to a queue", test -> link -> send(link, QUEUE, 0), Permission.SEND),
                command("send in a transaction", test -> link -> send(link, QUEUE, 9), Permission.SEND),
                command(
                        "send in a transaction without asking",
                        test -> AuthorizationTest::sendAndCommit,
                        Permission.SEND),
                command(
                        "send to a new queue",
                        test -> link -> send(link, test.newQueue(), 0),
                        Permission.SEND,
                        Permission.CREATE),
                command("receive", test -> link -> consume(link, QUEUE, null), Permission.CONSUME),
                command(
                        "receive from a new queue",
                        test -> link -> consume(link, test.newQueue(), null),
                        Permission.CONSUME,
                        Permission.CREATE),
                command("browse", test -> link -> link.link().openBrowser(1, QUEUE, null), Permission.BROWSE));
    }

    private static Stream<Command> onTopics() {
        return Stream.of(
                command("publish to a topic", test -> link -> send(link, TOPIC, 0), Permission.SEND),
                command("subscribe", test -> link -> consume(link, TOPIC, Subscription.OWN), Permission.CONSUME),
                command(
                        "subscribe to a known durable subscription",
                        test -> link -> consume(link, TOPIC, KNOWN),
                        Permission.CONSUME),
                command(
                        "subscribe to a new durable subscription",
                        test -> link -> consume(link, TOPIC, new Subscription("new" + ++test.made, true, true)),
                        Permission.CONSUME,
                        Permission.CREATE),
                command(
                        "replace a durable subscription",
                        test -> link -> {
                            String name = test.newSubscription();
                            return link.link()
                                    .openConsumer(
                                            new ConsumerRequest(
                                                    1, TOPIC, "a = 1", false, new Subscription(name, true, true)),
                                            new Received());
                        },
                        Permission.CONSUME,
                        Permission.CREATE,
                        Permission.DELETE),
                command(
                        "unsubscribe",
                        test -> link -> link.link().unsubscribe(test.newSubscription()),
                        Permission.CONSUME,
                        Permission.DELETE));
    }

    private static Stream<Command> ofOperators() {
        return Stream.of(
                command("create a queue", test -> manage(ManagementVerb.QUEUE_CREATE, "there"), Permission.CREATE),
                command(
                        "delete a queue",
                        test -> link -> {
                            DestinationName queue = test.newQueue();
                            test.administrator.send(queue, "a");
                            return manage(ManagementVerb.QUEUE_DELETE, queue.name())
                                    .on(link);
                        },
                        Permission.DELETE),
                command("purge a queue", test -> manage(ManagementVerb.QUEUE_PURGE, "there"), Permission.MANAGE),
                command("pause a topic", test -> manage(ManagementVerb.TOPIC_PAUSE, "there"), Permission.MANAGE),
                command("clear a topic", test -> manage(ManagementVerb.TOPIC_CLEAR, "there"), Permission.MANAGE),
                command(
                        "purge a subscription",
                        test -> manage(ManagementVerb.SUBSCRIPTION_PURGE, "known"),
                        Permission.MANAGE),
                command(
                        "move",
                        test -> link -> link.link()
                                .manage(ManagementRequest.of(ManagementVerb.MESSAGE_MOVE)
                                        .with(ManagementArgument.FROM, "there")
                                        .with(ManagementArgument.TO, "elsewhere")),
                        Permission.MANAGE,
                        Permission.SEND),
                command(
                        "see the broker",
                        test -> link -> link.link().manage(ManagementRequest.of(ManagementVerb.BROKER_STATUS)),
                        Permission.MANAGE));
    }

    private static Stream<Command> onTemporaries() {
        return Stream.of(
                command("use a temporary queue of one's own", test -> link -> {
                    DestinationName own = Awaited.of(
                            link.link().createTemporary(TemporaryRequest.of(DestinationName.Kind.TEMPORARY_QUEUE)));
                    link.send(own, "a");
                    assertThat(link.browse(own, null)).containsExactly("a");
                    assertThat(link.drain(own)).containsExactly("a");
                    return link.link().deleteTemporary(own);
                }),
                command(
                        "reply to a temporary queue of others",
                        test -> link -> send(
                                link,
                                Awaited.of(test.administrator
                                        .link()
                                        .createTemporary(TemporaryRequest.of(DestinationName.Kind.TEMPORARY_QUEUE))),
                                0)));
    }

    private static Attempt manage(ManagementVerb verb, String name) {
        return link -> link.link().manage(ManagementRequest.of(verb).with(ManagementArgument.NAME, name));
    }

    private static CompletionStage<?> send(TestLink link, DestinationName destination, long transaction) {
        Stage stage = new Stage();
        link.link().send(link.message(destination, "a", builder -> builder), transaction, stage);
        return stage.future;
    }

    private static CompletionStage<?> sendAndCommit(TestLink link) {
        link.link().send(link.message(QUEUE, "a", builder -> builder), 9, null);
        Stage stage = new Stage();
        link.link().commit(9, null, stage);
        return stage.future;
    }

    private static CompletionStage<?> consume(TestLink link, DestinationName from, Subscription subscription) {
        return link.link().openConsumer(new ConsumerRequest(1, from, null, false, subscription), new Received());
    }

    private static final class Stage implements Completion {
        private final CompletableFuture<Void> future = new CompletableFuture<>();

        @Override
        public void done() {
            future.complete(null);
        }

        @Override
        public void failed(BrokerException cause) {
            future.completeExceptionally(cause);
        }
    }

    private DestinationName newQueue() {
        return DestinationName.queue("new" + ++made);
    }

    private String newSubscription() {
        String name = "subscription" + ++made;
        administrator.subscribe(TOPIC, new Subscription(name, true, true), 0).close(0);
        return name;
    }

    /** A realm in which a user's name is the list of the roles, and there is a role for each permission. */
    @BeforeEach
    void start() throws BrokerException {
        Permissions.Builder permissions = Permissions.builder();
        for (Permission permission : Permission.values()) {
            permissions.permit(">", permission, permission.name());
        }
        broker = Broker.named("guarded")
                .journal("memory")
                .realm(who -> Optional.ofNullable(who.userName()).map(name -> new User(name, roles(name))))
                .permissions(permissions.build())
                .start();
        started(broker);
        administrator = connect(EnumSet.allOf(Permission.class));
        administrator.send(QUEUE, "a");
        administrator.send(DestinationName.queue("elsewhere"), "b");
        administrator.subscribe(TOPIC, KNOWN, 0).close(0);
    }

    /** The broker is there; links to it come next. */
    protected void started(Broker running) {
        // links in the VM need nothing more
    }

    /** Opens a link to the broker. */
    protected BrokerLink open(Broker running, ConnectRequest request, LinkEvents events) throws BrokerException {
        return running.connect(request, events);
    }

    private static Set<String> roles(String name) {
        return new HashSet<>(List.of(name.split("\\+")));
    }

    private TestLink connect(Set<Permission> permissions) throws BrokerException {
        StringBuilder name = new StringBuilder("nothing");
        permissions.forEach(permission -> name.append('+').append(permission));
        TestLink link = new TestLink();
        return link.on(open(broker, new ConnectRequest(null, name.toString(), "x", null), link));
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void isPermittedToThoseWhoHaveAllThatItNeedsAndToNobodyElse(Command command) throws BrokerException {
        Permission[] all = Permission.values();
        for (int bits = 0; bits < 1 << all.length; bits++) {
            Set<Permission> permissions = EnumSet.noneOf(Permission.class);
            for (Permission permission : all) {
                if ((bits & 1 << permission.ordinal()) != 0) {
                    permissions.add(permission);
                }
            }
            if (!isTried(command.needed, permissions)) {
                continue;
            }
            TestLink link = connect(permissions);
            boolean expected = permissions.containsAll(command.needed);
            BrokerException refusal = outcome(command.attempt.apply(this).on(link));
            assertThat(refusal == null)
                    .as("%s with %s: %s", command, permissions, refusal)
                    .isEqualTo(expected);
            if (refusal != null) {
                assertThat(refusal).hasMessageContaining("nothing").hasMessageContaining("has no permission to");
            }
            link.close();
        }
    }

    /** Whether a set of permissions is worth a link. */
    protected boolean isTried(Set<Permission> needed, Set<Permission> permissions) {
        return true;
    }

    private static BrokerException outcome(CompletionStage<?> stage) {
        try {
            stage.toCompletableFuture().join();
            return null;
        } catch (CompletionException e) {
            BrokerException refusal = (BrokerException) e.getCause();
            assertThat(refusal.error()).isIn(BrokerError.NOT_AUTHORIZED, BrokerError.TRANSACTION_ROLLED_BACK);
            return refusal;
        }
    }

    @Test
    void nobodyConsumesOrBrowsesATemporaryDestinationOfOthersWhateverHisPermissions() throws BrokerException {
        DestinationName queue = Awaited.of(
                administrator.link().createTemporary(TemporaryRequest.of(DestinationName.Kind.TEMPORARY_QUEUE)));
        DestinationName topic = Awaited.of(
                administrator.link().createTemporary(TemporaryRequest.of(DestinationName.Kind.TEMPORARY_TOPIC)));
        BrokerLink other = connect(EnumSet.allOf(Permission.class)).link();

        assertThat(Awaited.errorOf(
                        other.openConsumer(new ConsumerRequest(1, queue, null, false, null), new Received())))
                .isEqualTo(BrokerError.INVALID_DESTINATION);
        assertThat(Awaited.errorOf(other.openConsumer(
                        new ConsumerRequest(2, topic, null, false, Subscription.OWN), new Received())))
                .isEqualTo(BrokerError.INVALID_DESTINATION);
        assertThat(Awaited.errorOf(other.openBrowser(3, queue, null))).isEqualTo(BrokerError.INVALID_DESTINATION);
        assertThat(Awaited.errorOf(other.deleteTemporary(queue))).isEqualTo(BrokerError.INVALID_DESTINATION);
    }

    @Test
    void listsShowOnlyWhatTheUserManages() throws BrokerException {
        TestLink link = connect(EnumSet.complementOf(EnumSet.of(Permission.MANAGE)));
        for (ManagementVerb verb :
                List.of(ManagementVerb.QUEUE_LIST, ManagementVerb.TOPIC_LIST, ManagementVerb.SUBSCRIPTION_LIST)) {
            assertThat(Awaited.of(link.link().manage(ManagementRequest.of(verb)))
                            .rows())
                    .isEmpty();
            assertThat(Awaited.of(administrator.link().manage(ManagementRequest.of(verb)))
                            .rows())
                    .isNotEmpty();
        }
    }

    @Test
    void aRefusalNamesUserPermissionAndDestinationAndNothingElse() throws BrokerException {
        TestLink link = connect(EnumSet.noneOf(Permission.class));
        assertThat(link.sendFailure(QUEUE, "a"))
                .hasMessage("user \"nothing\" has no permission to send on queue://there");
        assertThat(link.sendFailure(DestinationName.queue("not there"), "a"))
                .hasMessage("user \"nothing\" has no permission to send on queue://not there");
    }
}
