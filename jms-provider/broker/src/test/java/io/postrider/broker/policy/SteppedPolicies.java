package io.postrider.broker.policy;

import io.postrider.broker.core.BrokerSettings;
import io.postrider.broker.link.Awaited;
import io.postrider.broker.link.TestLink;
import io.postrider.broker.model.LogStore;
import io.postrider.broker.model.SteppedBroker;
import io.postrider.broker.model.VirtualTime;
import io.postrider.protocol.link.Delivery;
import io.postrider.protocol.link.ManagementRequest;
import io.postrider.protocol.message.DestinationName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A broker with policies that does all it does on the test's thread, with a link to it, and a clock that the test moves. */
final class SteppedPolicies {
    private final LogStore store = new LogStore();
    private final VirtualTime time = new VirtualTime();
    private final UnaryOperator<BrokerSettings> change;
    private PolicyRules rules;
    private SteppedBroker broker;
    private TestLink link;

    SteppedPolicies(String rules) {
        this(rules, settings -> settings);
    }

    /** With settings changed. */
    SteppedPolicies(String rules, UnaryOperator<BrokerSettings> change) {
        this.change = change;
        this.rules = PolicyRules.none().with(rules);
        start();
    }

    private void start() {
        time.forgetAlarms();
        broker = new SteppedBroker(store, time, rules, change);
        link = connect(null);
    }

    TestLink connect(String clientId) {
        TestLink made = new TestLink();
        return made.on(broker.connect(clientId, made));
    }

    TestLink link() {
        return link;
    }

    long nowMillis() {
        return time.nowMillis();
    }

    void advance(long millis) {
        long untilMillis = time.nowMillis() + millis;
        while (time.advanceTo(untilMillis)) {
            // until no alarm is due any more
        }
    }

    /** The journal confirms nothing until {@link #flush}. */
    void hold() {
        store.hold();
    }

    /** The journal gets what is written lazily. */
    void flush() {
        store.flush();
    }

    /** How many records the journal has. */
    int records() {
        return store.records();
    }

    /** The journal moves what it retains of its oldest records behind all others. */
    void moveRecords(int oldest) {
        store.move(oldest);
    }

    void crash() {
        store.crash(0);
        broker.abandon();
        start();
    }

    void restartWith(String otherRules) {
        rules = PolicyRules.none().with(otherRules);
        restart();
    }

    /** What the broker answers an operator; the argument is a name. */
    List<Map<String, Object>> rows(String verb, String... name) {
        ManagementRequest request = new ManagementRequest(verb, name.length == 0 ? Map.of() : Map.of("name", name[0]));
        return Awaited.of(link.link().manage(request)).rows();
    }

    void restart() {
        broker.stop();
        start();
    }

    /** What a browser shows: text by text. */
    List<String> texts(String queue) {
        return link.browse(DestinationName.queue(queue), null);
    }

    /** The properties of the messages that a consumer of a queue would get now. */
    List<Map<String, Object>> properties(String queue) {
        List<Map<String, Object>> all = new ArrayList<>();
        var consumer = link.consume(DestinationName.queue(queue), 100);
        int count = consumer.textsSoFar().size();
        consumer.close(0);
        var again = link.consume(DestinationName.queue(queue), 100);
        for (int i = 0; i < count; i++) {
            Delivery delivery = again.next();
            all.add(delivery.message().properties());
        }
        again.close(0);
        return all;
    }
}
