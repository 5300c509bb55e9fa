package io.postrider.broker.model;

import io.postrider.broker.model.World.Client;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.ConsumerRequest;
import io.postrider.protocol.link.ConsumerRequest.Subscription;
import io.postrider.protocol.link.TemporaryRequest;
import io.postrider.protocol.message.DestinationName;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Sending, receiving, browsing and the passing of time: one random command after the other. */
final class Operations {
    private static final List<String> COLORS = List.of("red", "green", "blue");
    private static final List<DestinationName> GRAVES =
            List.of(ModelPolicy.DEAD_LETTERS, ModelPolicy.OWN_DEAD_LETTERS, ModelPolicy.LATE);
    private static final int QUEUES = 10;
    private static final List<DestinationName> TOPICS = List.of(
            DestinationName.topic("t0"),
            DestinationName.topic("t1"),
            ModelPolicy.RETAINING,
            DestinationName.topic("w.b"));
    private static final int MAX_CONSUMERS = 10;

    private final World world;
    private final Model model;
    private final Random random;
    private final Transactions transactions;
    private final InFlight inFlight;

    Operations(World world) {
        this.world = world;
        model = world.model;
        random = world.random;
        transactions = new Transactions(world, this);
        inFlight = new InFlight(world, this);
    }

    /** Does something. */
    void next() {
        int dice = random.nextInt(1000);
        if (dice < 280) {
            send();
        } else if (dice < 400) {
            credit();
        } else if (dice < 560) {
            acknowledge();
        } else if (dice < 620) {
            release();
        } else if (dice < 700) {
            openConsumer();
        } else if (dice < 740) {
            closeConsumer();
        } else if (dice < 880) {
            transactions.next();
        } else if (dice < 920) {
            world.advance(1 + random.nextInt(60));
        } else if (dice < 960) {
            browse();
        } else {
            rarely();
        }
    }

    private void rarely() {
        switch (random.nextInt(16)) {
            case 0, 1 -> unsubscribe();
            case 2, 3, 4 -> makeTemporary();
            case 5, 6 -> deleteTemporary();
            case 7, 8 -> refuse();
            case 9, 10, 11 -> world.step("flush", () -> {}, world.store::flush);
            case 12 -> world.step("reclaim", () -> {}, () -> world.store.reclaim(random));
            case 13, 14 -> closeLink();
            default -> restart();
        }
    }

    private void restart() {
        if (random.nextInt(3) == 0) {
            inFlight.crash();
        } else {
            world.restart(random.nextBoolean());
        }
    }

    /** A new message, from a client or in a transaction of it. */
    Sent message(Client client, String session) {
        boolean expires = random.nextInt(8) == 0;
        boolean delayed = random.nextInt(10) == 0;
        long now = model.nowMillis();
        return new Sent(
                world.nextSerial(),
                session,
                null,
                client.connection,
                client.clientId,
                anyDestination(),
                random.nextInt(5) > 1,
                random.nextInt(3) == 0 ? random.nextInt(10) : 4,
                expires ? now + 1 + random.nextInt(100) : 0,
                delayed ? now + 1 + random.nextInt(50) : 0,
                pick(COLORS));
    }

    private DestinationName anyDestination() {
        List<DestinationName> temporaries = new ArrayList<>();
        for (Client client : world.clients) {
            if (client != null) {
                temporaries.addAll(client.temporaries);
            }
        }
        if (!temporaries.isEmpty() && random.nextInt(8) == 0) {
            return pick(temporaries);
        }
        return random.nextInt(3) == 0 ? pick(TOPICS) : anyQueue();
    }

    private DestinationName anyQueue() {
        return DestinationName.queue("q" + random.nextInt(QUEUES));
    }

    /** The message, perhaps under a name that others have had. */
    Sent named(Sent sent) {
        boolean once = ModelPolicy.of(sent.destination()).special() == ModelPolicy.Special.ONCE;
        return once && random.nextInt(3) > 0 ? sent.named("name " + random.nextInt(4)) : sent;
    }

    private void send() {
        Client client = world.anyClient();
        Sent sent = named(message(client, "link " + client.slot));
        Outcome outcome = new Outcome();
        world.step("link " + client.slot + " sends " + sent + " to " + sent.destination(), () -> {}, () -> {
            client.link.send(sent.message(), BrokerLink.NO_TRANSACTION, outcome);
            if (isTaken(sent, outcome)) {
                model.send(sent);
            }
        });
    }

    /** Whether a message was taken, or refused as its queue is full; it must be the right one of the two. */
    boolean isTaken(Sent sent, Outcome outcome) {
        ModelQueue queue = model.queues.get(sent.destination().toString());
        BrokerException failure = outcome.failure();
        if (failure == null) {
            outcome.requireDone();
            model.require(queue == null || !queue.mustRefuse(), sent + " was taken, though " + queue + " is full");
            return true;
        }
        model.require(failure.error() == BrokerError.RESOURCE_LIMIT, sent + " was refused: " + failure);
        model.require(queue != null && queue.mayRefuse(), sent + " was refused, though " + queue + " is not full");
        world.history.addToLast(" -> refused");
        return false;
    }

    private void openConsumer() {
        if (model.consumers.size() >= MAX_CONSUMERS) {
            return;
        }
        Client client = world.anyClient();
        int dice = random.nextInt(10);
        List<DestinationName> own = List.copyOf(client.temporaries);
        if (dice < 5) {
            DestinationName queue = random.nextInt(6) == 0 ? pick(GRAVES) : anyQueue();
            open(client, queue, null);
        } else if (dice == 5 && !own.isEmpty()) {
            DestinationName temporary = pick(own);
            open(client, temporary, temporary.isQueue() ? null : Subscription.OWN);
        } else {
            DestinationName topic = random.nextInt(4) == 0 ? ModelPolicy.PATTERN : pick(TOPICS);
            open(
                    client,
                    topic,
                    switch (random.nextInt(4)) {
                        case 0 -> Subscription.OWN;
                        case 1 -> new Subscription("shared-" + topic.name(), false, true);
                        case 2 -> new Subscription("shared-durable-" + topic.name(), true, true);
                        default ->
                            client.clientId == null
                                    ? Subscription.OWN
                                    : new Subscription("durable-" + topic.name(), true, false);
                    });
        }
    }

    private void open(Client client, DestinationName destination, Subscription subscription) {
        long number = world.nextNumber();
        boolean named = subscription != null && subscription.name() != null;
        // one name always comes with the same selector: another one would make another subscription of it
        Choice choice = named
                ? Choice.CHOICES.get((subscription.name().hashCode() & 7) % Choice.CHOICES.size())
                : pick(Choice.CHOICES);
        boolean unshared = subscription != null && !subscription.shared();
        boolean noLocal = unshared && (named ? destination.name().equals("t1") : random.nextInt(4) == 0);
        ConsumerRequest request = new ConsumerRequest(number, destination, choice.selector(), noLocal, subscription);
        String name = subscription == null ? null : nameOf(client, subscription, number);
        Object local = named ? client.clientId : (Object) client.connection;
        Object notFrom = noLocal ? local : null;
        if (unshared
                && named
                && model.queues.containsKey(name)
                && !model.queues.get(name).consumers.isEmpty()) {
            refused(client, request, BrokerError.SUBSCRIPTION_IN_USE);
            return;
        }
        world.step(
                "link " + client.slot + " opens consumer " + number + " on " + destination
                        + (name == null ? "" : " " + name) + (noLocal ? " noLocal" : "") + " " + choice.selector(),
                () -> {
                    boolean isNew = subscription != null && !model.queues.containsKey(name);
                    ModelQueue queue = subscription == null
                            ? model.queue(destination)
                            : model.subscription(name, destination, subscription.durable(), choice, notFrom);
                    if (isNew) {
                        model.giveLast(queue);
                    }
                    Choice own = subscription == null ? choice : Choice.ALL;
                    ModelConsumer consumer = new ModelConsumer(number, client.slot, queue, own);
                    queue.consumers.add(consumer);
                    model.consumers.put(number, consumer);
                },
                () -> Outcome.of(client.link.openConsumer(request, world.sink(number))));
    }

    private static String nameOf(Client client, Subscription subscription, long number) {
        return subscription.name() == null
                ? "subscription " + number
                : (client.clientId == null ? "" : client.clientId + "/") + subscription.name();
    }

    private void refused(Client client, ConsumerRequest request, BrokerError error) {
        world.step("link " + client.slot + " is refused " + request, () -> {}, () -> {
            BrokerException failure =
                    Outcome.failureOf(client.link.openConsumer(request, world.sink(request.consumer())));
            model.require(failure != null && failure.error() == error, "not refused with " + error + " but " + failure);
        });
    }

    /** What must not work. */
    private void refuse() {
        Client client = world.anyClient();
        switch (random.nextInt(3)) {
            case 0 ->
                refused(
                        client,
                        new ConsumerRequest(world.nextNumber(), DestinationName.queue("q0"), "color =", false, null),
                        BrokerError.INVALID_SELECTOR);
            case 1 ->
                world.client(random.nextInt(World.LINKS)).temporaries.stream()
                        .filter(temporary -> !client.temporaries.contains(temporary))
                        .findFirst()
                        .ifPresent(temporary -> refused(
                                client,
                                new ConsumerRequest(
                                        world.nextNumber(),
                                        temporary,
                                        null,
                                        false,
                                        temporary.isQueue() ? null : Subscription.OWN),
                                BrokerError.INVALID_DESTINATION));
            default ->
                world.step("unsubscribe nothing", () -> {}, () -> {
                    BrokerException failure = Outcome.failureOf(client.link.unsubscribe("never made"));
                    model.require(
                            failure != null && failure.error() == BrokerError.NO_SUCH_SUBSCRIPTION, "got " + failure);
                });
        }
    }

    private void closeConsumer() {
        ModelConsumer consumer = anyConsumer(true);
        if (consumer == null) {
            return;
        }
        long first = consumer.outstanding.isEmpty() ? 0 : consumer.outstanding.firstKey() - 1;
        long last = first + random.nextInt((int) (consumer.nextTag - first));
        BrokerLink link = world.clients[consumer.link].link;
        world.step(
                consumer + " closes after tag " + last,
                () -> model.closeConsumer(consumer, last),
                () -> Outcome.of(link.closeConsumer(consumer.number, last)));
    }

    private void credit() {
        ModelConsumer consumer = anyConsumer(true);
        if (consumer == null || consumer.credit > 20) {
            return;
        }
        int messages = random.nextInt(6);
        Outcome offered = new Outcome();
        world.step(consumer + " gives credit " + messages, () -> consumer.credit += messages, () -> {
            world.clients[consumer.link].link.credit(consumer.number, messages, offered);
            offered.requireDone();
        });
    }

    private void acknowledge() {
        ModelConsumer consumer = anyHolder();
        if (consumer != null) {
            long first = anyTag(consumer);
            long last = random.nextBoolean() ? first : first + random.nextInt(4);
            Outcome outcome = new Outcome();
            world.step(
                    consumer + " acknowledges " + first + " to " + last,
                    () -> model.acknowledge(consumer, first, last, null),
                    () -> {
                        BrokerLink link = world.clients[consumer.link].link;
                        link.acknowledge(consumer.number, first, last, BrokerLink.NO_TRANSACTION, outcome);
                        outcome.requireDone();
                    });
        }
    }

    private void release() {
        ModelConsumer consumer = anyHolder();
        if (consumer != null) {
            long first = anyTag(consumer);
            long last = first + random.nextInt(4);
            boolean attempted = random.nextBoolean();
            Outcome outcome = new Outcome();
            world.step(
                    consumer + " releases " + first + " to " + last + (attempted ? " attempted" : ""),
                    () -> model.release(consumer, first, last, attempted),
                    () -> {
                        BrokerLink link = world.clients[consumer.link].link;
                        link.release(consumer.number, first, last, attempted, outcome);
                        outcome.requireDone();
                    });
        }
    }

    private void browse() {
        List<ModelQueue> queues = model.queues.values().stream()
                .filter(queue -> queue.destination.isQueue() && !queue.destination.isTemporary())
                .toList();
        world.checkBrowsed(world.anyClient(), pick(queues).destination);
    }

    private void unsubscribe() {
        Client client = world.anyClient();
        List<ModelQueue> idle = model.queues.values().stream()
                .filter(queue -> queue != model.lastMessage)
                .filter(queue -> !queue.destination.isQueue() && queue.survives && queue.consumers.isEmpty())
                .filter(queue -> queue.name.startsWith("client-") == (client.clientId != null))
                .filter(queue -> queue.entries.stream().noneMatch(entry -> entry.state == ModelEntry.State.HELD))
                .filter(queue ->
                        queue.entries.stream().noneMatch(entry -> entry.state == ModelEntry.State.ACKNOWLEDGED))
                .toList();
        if (!idle.isEmpty()) {
            ModelQueue gone = pick(idle);
            String name = gone.name.substring(gone.name.indexOf('/') + 1);
            world.step(
                    "link " + client.slot + " unsubscribes " + gone,
                    () -> model.delete(gone),
                    () -> Outcome.of(client.link.unsubscribe(name)));
        }
    }

    private void makeTemporary() {
        Client client = world.anyClient();
        if (client.temporaries.size() < 2) {
            DestinationName made = world.ask(
                    "link " + client.slot + " makes a temporary destination",
                    () -> Outcome.of(client.link.createTemporary(TemporaryRequest.of(
                            random.nextBoolean()
                                    ? DestinationName.Kind.TEMPORARY_QUEUE
                                    : DestinationName.Kind.TEMPORARY_TOPIC))));
            client.temporaries.add(made);
            if (made.isQueue()) {
                model.queue(made);
            }
        }
    }

    private void deleteTemporary() {
        Client client = world.anyClient();
        if (client.temporaries.isEmpty()) {
            return;
        }
        DestinationName temporary = client.temporaries.iterator().next();
        boolean inUse = model.queuesOf(temporary).stream().anyMatch(queue -> !queue.consumers.isEmpty());
        if (inUse) {
            world.step("link " + client.slot + " may not delete " + temporary, () -> {}, () -> {
                BrokerException failure = Outcome.failureOf(client.link.deleteTemporary(temporary));
                model.require(failure != null && failure.error() == BrokerError.DESTINATION_IN_USE, "got " + failure);
            });
        } else {
            client.temporaries.remove(temporary);
            world.step(
                    "link " + client.slot + " deletes " + temporary,
                    () -> model.queuesOf(temporary).forEach(model::delete),
                    () -> Outcome.of(client.link.deleteTemporary(temporary)));
        }
    }

    private void closeLink() {
        Client client = world.anyClient();
        world.close(client);
    }

    private ModelConsumer anyConsumer(boolean open) {
        List<ModelConsumer> candidates = model.consumers.values().stream()
                .filter(consumer -> consumer.open == open)
                .toList();
        return candidates.isEmpty() ? null : pick(candidates);
    }

    ModelConsumer anyHolder() {
        List<ModelConsumer> holders = model.consumers.values().stream()
                .filter(consumer -> !consumer.outstanding.isEmpty())
                .toList();
        return holders.isEmpty() ? null : pick(holders);
    }

    long anyTag(ModelConsumer consumer) {
        return pick(List.copyOf(consumer.outstanding.keySet()));
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
