package io.postrider.remote;

import static io.postrider.remote.TestClient.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.ConsumerRequest;
import io.postrider.protocol.link.Delivery;
import io.postrider.protocol.message.DestinationName;
import io.postrider.remote.TestClient.Collected;
import io.postrider.remote.TestClient.Pending;
import java.util.ArrayList;
import java.util.List;

/** A fixed piece of work over a link, and what must be seen of it on both sides whatever happens in between. */
final class Workload {
    private static final DestinationName QUEUE = DestinationName.queue("orders");
    private static final int ROUNDS = 4;
    private static final int CREDIT = 5;

    private final List<String> expectedCommands = new ArrayList<>();
    private final Collected sink = new Collected();

    /** Does the work, step by step, and closes the link. */
    void run(BrokerLink link) throws Exception {
        ConsumerRequest request = new ConsumerRequest(1, QUEUE, null, false, null);
        await(link.openConsumer(request, sink));
        expectedCommands.add("open " + request);
        for (int round = 1; round <= ROUNDS; round++) {
            round(link, round);
        }
        await(link.closeConsumer(1, ROUNDS * CREDIT));
        expectedCommands.add("close 1 after " + ROUNDS * CREDIT);
        await(link.close());
        expectedCommands.add("close");
    }

    private void round(BrokerLink link, int round) throws Exception {
        link.send(ScriptedLink.message(QUEUE, round, "x".repeat(round * 1000)), round, null);
        Pending sent = new Pending();
        link.send(ScriptedLink.message(100 + round), BrokerLink.NO_TRANSACTION, sent);
        Pending offered = new Pending();
        link.credit(1, CREDIT, offered);
        await(sent);
        await(offered);
        link.acknowledge(1, (round - 1) * CREDIT + 1, round * CREDIT, round, null);
        Pending committed = new Pending();
        link.commit(round, null, committed);
        await(committed);
        expectedCommands.add("send " + round + " in " + round);
        expectedCommands.add("send " + (100 + round) + " in 0");
        expectedCommands.add("credit " + CREDIT + " to 1");
        expectedCommands.add(
                "acknowledge " + ((round - 1) * CREDIT + 1) + " to " + round * CREDIT + " of 1 in " + round);
        expectedCommands.add("commit " + round);
    }

    /** Checks that the broker got each command once and in order, and the client each delivery. */
    void verify(ScriptedLink link, String description) {
        assertThat(link.commands()).as(description).containsExactlyElementsOf(expectedCommands);
        List<Long> tags = sink.deliveries.stream().map(Delivery::tag).toList();
        List<Long> expected = new ArrayList<>();
        for (long tag = 1; tag <= (long) ROUNDS * CREDIT; tag++) {
            expected.add(tag);
        }
        assertThat(tags).as(description).isEqualTo(expected);
    }
}
