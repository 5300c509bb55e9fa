package io.postrider.broker.model;

import io.postrider.broker.model.RecordingSink.Event;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.Delivery;
import io.postrider.protocol.message.DestinationName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** The broker, its model, and the links between: each command goes to both, then they are compared. */
final class World {
    static final int LINKS = 3;

    final Random random;
    final History history = new History();
    final VirtualTime time = new VirtualTime();
    final LogStore store = new LogStore();
    final Model model = new Model(time);
    final Client[] clients = new Client[LINKS];
    private final Deque<Event> events = new ArrayDeque<>();
    private final BiFunction<LogStore, VirtualTime, BrokerUnderTest> brokers;
    private BrokerUnderTest broker;
    private long lastSerial;
    private long lastNumber;

    /** One link, and what was opened on it. */
    static final class Client {
        final int slot;
        final String clientId;
        final BrokerLink link;
        /** Counts the connections. */
        final long connection;

        final Set<DestinationName> temporaries = new LinkedHashSet<>();

        private Client(int slot, long connection, String clientId, BrokerLink link) {
            this.slot = slot;
            this.connection = connection;
            this.clientId = clientId;
            this.link = link;
        }
    }

    World(Random random, BiFunction<LogStore, VirtualTime, BrokerUnderTest> brokers) {
        this.random = random;
        this.brokers = brokers;
        broker = brokers.apply(store, time);
    }

    long nextSerial() {
        return ++lastSerial;
    }

    long nextNumber() {
        return ++lastNumber;
    }

    /** The client of a slot, connected if need be. The last one has a client identifier, the others have none. */
    Client client(int slot) {
        if (clients[slot] == null) {
            String clientId = slot == LINKS - 1 ? "client-" + slot : null;
            clients[slot] = new Client(slot, nextNumber(), clientId, broker.connect(clientId));
        }
        return clients[slot];
    }

    Client anyClient() {
        return client(random.nextInt(LINKS));
    }

    /** Does something to both, the model first, and compares. */
    void step(String what, Runnable toModel, Runnable toBroker) {
        history.add(model.nowMillis() + " " + what);
        model.nextStep();
        toModel.run();
        toBroker.run();
        settle();
    }

    /** As {@link #step}, for what the broker must permit itself before the model knows of it. */
    <T> T ask(String what, Supplier<T> toBroker) {
        history.add(model.nowMillis() + " " + what);
        model.nextStep();
        return toBroker.get();
    }

    RecordingSink sink(long consumer) {
        return new RecordingSink(consumer, events);
    }

    /** Follows what was delivered, and checks that nothing more can be. */
    void settle() {
        follow();
        model.checkNobodyWaits();
        if (store.isFlushed()) {
            model.journalHasAll();
        }
    }

    private void follow() {
        Event event;
        while ((event = events.poll()) != null) {
            ModelConsumer consumer = model.consumers.get(event.consumer());
            if (event.delivery() != null) {
                history.addToLast(" -> " + Sent.serialOf(event.delivery().message()) + " to " + event.consumer() + " ("
                        + event.delivery().deliveryCount() + ")");
                model.require(consumer != null, "a delivery to consumer " + event.consumer() + ", which is no more");
                consumer.queue.follow(consumer, event.delivery());
            } else {
                model.require(event.closed() == null, "consumer " + event.consumer() + " was closed by the broker");
            }
        }
    }

    /** Lets time pass. */
    void advance(long millis) {
        long untilMillis = model.nowMillis() + millis;
        history.add(model.nowMillis() + " until " + untilMillis);
        boolean more = true;
        while (more) {
            model.nextStep();
            more = time.advanceTo(untilMillis);
            List.copyOf(model.queues.values()).forEach(ModelQueue::timePasses);
            follow();
            if (!time.ringsNow()) {
                model.trim();
            }
        }
        settle();
    }

    /** Shows all of a queue. */
    List<Delivery> browse(Client client, DestinationName queue, int pageSize) {
        long browser = nextNumber();
        Outcome.of(client.link.openBrowser(browser, queue, null));
        List<Delivery> shown = new ArrayList<>();
        List<Delivery> page;
        do {
            page = Outcome.of(client.link.browse(browser, pageSize));
            model.require(page.size() <= pageSize, "a page of a browser is too long");
            shown.addAll(page);
        } while (page.size() == pageSize);
        client.link.closeBrowser(browser);
        return shown;
    }

    void checkBrowsed(Client client, DestinationName queue) {
        step("browse " + queue, () -> {}, () -> {
            List<Delivery> shown = browse(client, queue, 1 + random.nextInt(20));
            model.queue(queue).checkBrowsed(shown);
        });
    }

    /** The process ends, in order or not, and another one opens the same store. */
    void restart(boolean crash) {
        if (crash) {
            restartAfterCrash(0);
        } else {
            stop();
            startAgain(false);
        }
    }

    /** The process has died, with so many of the waiting units on the disk, and another one opens the store. */
    void restartAfterCrash(int survivors) {
        crash(survivors);
        startAgain(true);
    }

    private void startAgain(boolean crash) {
        model.nextStep();
        model.restart(crash);
        time.forgetAlarms();
        broker = brokers.apply(store, time);
        lookAround();
    }

    private void stop() {
        for (Client client : clients) {
            if (client != null) {
                close(client);
            }
        }
        history.add(model.nowMillis() + " stop");
        broker.stop();
        model.require(store.isFlushed(), "the broker stopped, and left units of the journal behind");
    }

    private void crash(int survivors) {
        history.add(model.nowMillis() + " crash, " + store.waiting() + " units not committed");
        store.crash(survivors);
        broker.abandon();
        events.clear();
        Arrays.fill(clients, null);
    }

    void close(Client client) {
        step("close link " + client.slot, () -> model.closeLink(client.slot, client.temporaries), () -> {
            clients[client.slot] = null;
            Outcome.of(client.link.close());
        });
    }

    /** What is in the queues after a start. */
    private void lookAround() {
        for (ModelQueue queue : List.copyOf(model.queues.values())) {
            if (queue.destination.isQueue() && !queue.destination.isTemporary()) {
                checkBrowsed(client(0), queue.destination);
            }
        }
        List<?> recovered = Outcome.of(client(0).link.recoverBranches());
        model.require(
                Set.copyOf(recovered).equals(model.preparedBranches()),
                "recovered branches " + recovered + " instead of " + model.preparedBranches());
    }

    void end() {
        store.flush();
        settle();
        lookAround();
        stop();
    }
}
