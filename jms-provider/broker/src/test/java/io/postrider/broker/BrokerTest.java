package io.postrider.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.broker.link.Awaited;
import io.postrider.broker.link.TestLink;
import io.postrider.broker.vm.VmConnector;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.ConnectRequest;
import io.postrider.protocol.link.LinkAddress;
import io.postrider.protocol.message.DestinationName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Brokers in one VM: their names, their addresses, who may connect, and their figures. */
class BrokerTest {
    private static final DestinationName ORDERS = DestinationName.queue("orders");

    private final List<String> names = new ArrayList<>(List.of("one", "two"));

    @AfterEach
    void closeAll() {
        names.forEach(name -> Broker.find(name).ifPresent(Broker::close));
    }

    private static CompletionStage<BrokerLink> connect(String url) {
        return connect(url, null, null);
    }

    private static CompletionStage<BrokerLink> connect(String url, String user, String password) {
        return new VmConnector()
                .connect(new ConnectRequest(LinkAddress.parse(url), user, password, null), new TestLink());
    }

    @Test
    void anAddressLeadsToTheBrokerOfItsName() throws BrokerException {
        Broker one = Broker.named("one").journal("memory").start();
        Broker two = Broker.named("two").journal("memory").start();

        assertThat(Awaited.of(connect("vm://one")).brokerId()).isEqualTo(one.brokerId());
        assertThat(Awaited.of(connect("vm://two")).brokerId()).isEqualTo(two.brokerId());
        assertThat(one.brokerId()).isNotEqualTo(two.brokerId());
    }

    @Test
    void anAddressCreatesItsBrokerOnFirstUseOnceForAllThreads() {
        List<CompletableFuture<BrokerLink>> links = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            links.add(CompletableFuture.supplyAsync(() -> Awaited.of(connect("vm://one?journal=memory"))));
        }
        Set<String> ids = new HashSet<>();
        links.forEach(link -> ids.add(Awaited.of(link).brokerId()));

        assertThat(ids).hasSize(1);
        assertThat(Broker.find("one")).isPresent();
    }

    @Test
    void anAddressMayForbidToCreate() throws BrokerException {
        assertThat(Awaited.errorOf(connect("vm://one?create=false"))).isEqualTo(BrokerError.BROKER_UNAVAILABLE);
        Broker.named("one").journal("memory").start();

        Awaited.of(connect("vm://one?create=false"));
    }

    @Test
    void unknownAndWrongOptionsAreRefused() {
        assertThat(Awaited.failureOf(connect("vm://one?jurnal=memory")))
                .hasMessageContaining("jurnal")
                .hasMessageContaining("dataDirectory")
                .extracting("error")
                .isEqualTo(BrokerError.INVALID_ADDRESS);
        assertThat(Awaited.errorOf(connect("vm://one?create=maybe"))).isEqualTo(BrokerError.INVALID_ADDRESS);
        assertThat(Awaited.failureOf(connect("vm://one?journal=stone"))).hasMessageContaining("memory");
        assertThat(Broker.find("one")).isEmpty();
    }

    @Test
    void anAddressThatContradictsTheRunningBrokerIsRefused() throws BrokerException {
        Broker.named("one").journal("memory").dataDirectory(Path.of("here")).start();

        Awaited.of(connect("vm://one?journal=memory&dataDirectory=./here"));
        assertThat(Awaited.failureOf(connect("vm://one?dataDirectory=there")))
                .hasMessageContaining("dataDirectory=there")
                .hasMessageContaining("here");
        assertThat(Awaited.errorOf(connect("vm://one?journal=derby"))).isEqualTo(BrokerError.INVALID_ADDRESS);
    }

    @Test
    void aNameIsTakenUntilItsBrokerIsClosed() throws BrokerException {
        Broker first = Broker.named("one").journal("memory").start();
        assertThatThrownBy(() -> Broker.named("one").journal("memory").start())
                .isInstanceOf(BrokerException.class)
                .hasMessageContaining("\"one\"");

        first.close();
        first.close();

        Broker.named("one").journal("memory").start();
    }

    @Test
    void withUsersOnlyTheyAndInvitedGuestsConnect() throws BrokerException {
        Broker broker =
                Broker.named("one").journal("memory").user("ann", "secret").start();

        Awaited.of(connect("vm://one", "ann", "secret"));
        Awaited.of(connect("vm://one", "ann", "secret"));
        for (String[] wrong :
                new String[][] {{"ann", "Secret"}, {"ann", null}, {"bob", "secret"}, {"bob", ""}, {null, null}}) {
            assertThat(Awaited.errorOf(connect("vm://one", wrong[0], wrong[1])))
                    .isEqualTo(BrokerError.NOT_AUTHENTICATED);
        }
        assertThat(broker.toString()).doesNotContain("secret").contains("1 users");
        broker.close();
        Broker.named("one").journal("memory").user("ann", "secret").guests(true).start();
        Awaited.of(connect("vm://one"));
    }

    @Test
    void withoutUsersAllConnect() throws BrokerException {
        Broker.named("one").journal("memory").start();

        Awaited.of(connect("vm://one", "anybody", "anything"));
    }

    @Test
    void aJournalInMemoryTakesTwiceTheMemoryBudgetAndNoMore() throws BrokerException {
        Broker broker =
                Broker.named("one").journal("memory").memoryBudgetBytes(20_000).start();
        TestLink link = new TestLink();
        link.on(broker.connect(new ConnectRequest(null, null, null, null), link));
        String text = "x".repeat(10_000);
        for (int i = 0; i < 4; i++) {
            link.send(ORDERS, text, builder -> builder.persistent(false));
        }

        BrokerException refused = link.sendFailure(ORDERS, text);

        assertThat(refused.error()).isEqualTo(BrokerError.RESOURCE_LIMIT);
        assertThat(refused).hasMessageContaining("maxJournalBytes=40000");
        link.drain(ORDERS);
        link.send(ORDERS, text, builder -> builder.persistent(false));
    }

    @Test
    void statusTellsWhatQueuesHold() throws BrokerException {
        Broker broker = Broker.named("one").journal("memory").start();
        TestLink link = new TestLink();
        link.on(broker.connect(new ConnectRequest(null, null, null, null), link));
        link.send(ORDERS, "a", "b", "c");
        link.consume(ORDERS, 1);

        BrokerStatus status = broker.status();

        assertThat(status.connections()).isEqualTo(1);
        assertThat(status.queue("queue://orders")).isEqualTo(new BrokerStatus.Queue("queue://orders", 3, 0, 1, 1));
        assertThat(status.queue("orders")).isEqualTo(status.queue("queue://orders"));
        assertThat(status.journalStatus().retainedRecords()).isGreaterThanOrEqualTo(3);
        assertThat(status.memoryUsedBytes()).isPositive();
    }
}
