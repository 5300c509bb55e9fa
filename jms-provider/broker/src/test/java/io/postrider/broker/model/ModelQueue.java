package io.postrider.broker.model;

import io.postrider.broker.model.ModelEntry.Return;
import io.postrider.broker.model.ModelEntry.State;
import io.postrider.protocol.link.Delivery;
import io.postrider.protocol.message.DestinationName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What a queue or a subscription holds: a plain list, searched from the front. */
final class ModelQueue {
    static final Comparator<ModelEntry> BY_ORDER = Comparator.comparingLong(entry -> entry.order);

    /** Of a message that was perhaps buried before it surely was, there are two. */
    private static final Comparator<ModelEntry> SURELY_THERE_FIRST = Comparator.comparing(entry -> !entry.certain);

    final String name;
    final DestinationName destination;
    final boolean survives;
    final ModelPolicy policy;
    /** What a subscription takes; a queue takes all. */
    final Choice choice;
    /** Whose messages it leaves out: a connection's number, or a client identifier; or null. */
    final Object notFrom;

    final List<ModelEntry> entries = new ArrayList<>();
    final List<ModelConsumer> consumers = new ArrayList<>();
    /** Acknowledged, but the journal may not know: after a crash they may be there again. */
    final List<ModelEntry> ghosts = new ArrayList<>();

    /** Its place among what is sent. */
    final long madeOrder;

    private final Model model;

    ModelQueue(Model model, String name, DestinationName destination, boolean survives, Choice choice, Object notFrom) {
        this(model, name, destination, survives, choice, notFrom, ModelPolicy.of(destination));
    }

    ModelQueue(
            Model model,
            String name,
            DestinationName destination,
            boolean survives,
            Choice choice,
            Object notFrom,
            ModelPolicy policy) {
        this.model = model;
        this.madeOrder = model.nextOrder();
        this.name = name;
        this.destination = destination;
        this.survives = survives;
        this.policy = policy;
        this.choice = choice;
        this.notFrom = notFrom;
    }

    int epoch() {
        return model.epoch();
    }

    long nowMillis() {
        return model.nowMillis();
    }

    long step() {
        return model.step();
    }

    boolean takes(Sent sent) {
        boolean local = notFrom != null && (notFrom.equals(sent.connection()) || notFrom.equals(sent.clientId()));
        return !local && choice.wants().test(sent);
    }

    ModelEntry arrive(Sent sent, boolean certain) {
        ModelEntry entry = new ModelEntry(sent, this);
        entry.certain = certain;
        entry.order = model.nextOrder();
        entry.routedOrder = entry.order;
        entry.epoch = model.epoch();
        entries.add(entry);
        if (sent.isExpiredAt(model.nowMillis())) {
            entry.state = State.READY;
            model.expire(entry);
            return entry;
        }
        outdate(entry);
        if (sent.deliveryTimeMillis() > model.nowMillis()) {
            entry.state = State.DELAYED;
        } else {
            ready(entry, new ModelEntry.Arrival(model.step(), sent.session()));
        }
        return entry;
    }

    /** What has the same value makes way for an entry that comes. */
    private void outdate(ModelEntry entry) {
        if (policy.special() != ModelPolicy.Special.LAST_VALUE) {
            return;
        }
        for (ModelEntry other : List.copyOf(entries)) {
            if (other == entry || !other.sent.color().equals(entry.sent.color())) {
                continue;
            }
            boolean waits = other.state == State.READY || other.state == State.DELAYED;
            if (waits && hasPerhapsLeft(other)) {
                other.certain = false;
                other.outdated |= entry.certain;
                other.perhapsOutdated = true;
            } else if (waits && entry.certain) {
                drop(other);
            } else if (waits) {
                other.certain = false;
            } else {
                other.outdated |= entry.certain;
                other.perhapsOutdated = true;
            }
        }
    }

    /** Whether a consumer may have got it before what came with it in the same step. */
    private boolean hasPerhapsLeft(ModelEntry entry) {
        return entry.state == State.READY
                && entry.readySinceStep == model.step()
                && consumers.stream()
                        .anyMatch(consumer ->
                                consumer.credit > 0 && consumer.choice.wants().test(entry.sent));
    }

    /** It is gone, and the journal may not know. */
    void drop(ModelEntry entry) {
        entries.remove(entry);
        ghosts.add(entry);
    }

    /** The oldest that wait make room. */
    void trim() {
        List<ModelEntry> waiting = new ArrayList<>(
                entries.stream().filter(entry -> entry.state == State.READY).toList());
        // on their way to consumers, they may have been among those that waited
        List<ModelEntry> onTheirWay = entries.stream()
                .filter(entry -> entry.state == State.HELD && entry.exposedInStep == model.step())
                .toList();
        if (waiting.size() + onTheirWay.size() <= policy.ring()) {
            return;
        }
        for (ModelEntry entry : waiting) {
            long later = waiting.stream()
                    .filter(other -> other.certain && other.surelyAfter(entry))
                    .count();
            long perhapsLater = Stream.concat(waiting.stream(), onTheirWay.stream())
                    .filter(other -> other != entry && !entry.surelyAfter(other))
                    .count();
            if (later >= policy.ring()) {
                drop(entry);
            } else if (perhapsLater >= policy.ring()) {
                entry.certain = false;
            }
        }
    }

    /** After a start: of each value the latest is there. */
    void keepLatest() {
        if (policy.special() != ModelPolicy.Special.LAST_VALUE) {
            return;
        }
        for (ModelEntry entry : List.copyOf(entries)) {
            entry.outdated = false;
            entry.perhapsOutdated = false;
            for (ModelEntry other : List.copyOf(entries)) {
                if (other == entry || !other.sent.color().equals(entry.sent.color()) || entry.surelyAfter(other)) {
                    continue;
                }
                boolean surely = other.certain && other.surelyAfter(entry);
                if (entry.state == State.ACKNOWLEDGED) {
                    entry.outdated |= surely;
                    entry.perhapsOutdated = true;
                } else if (surely) {
                    drop(entry);
                } else {
                    entry.certain = false;
                }
            }
        }
    }

    private void ready(ModelEntry entry, Object batch) {
        entry.state = State.READY;
        entry.readySinceStep = model.step();
        entry.batch = batch;
    }

    /** Entries take their old places, or leave for the dead-letter queue, or are gone as they are expired. */
    void comeBack(List<ModelEntry> returned, Return how) {
        Object batch = new Object();
        for (ModelEntry entry : returned) {
            entry.taken();
            if (!entries.contains(entry)) {
                continue;
            }
            entry.countReturn(how);
            entry.certain &= !entry.perhapsOutdated;
            boolean isTriedTooOften = policy.maxAttempts() > 0 && entry.mostAttempts >= policy.maxAttempts();
            if (how == Return.ATTEMPTED && isTriedTooOften && model.buries()) {
                entries.remove(entry);
                model.bury(entry);
            } else if (entry.outdated) {
                drop(entry);
            } else if (entry.sent.isExpiredAt(model.nowMillis())) {
                model.expire(entry);
            } else if (how == Return.ATTEMPTED && policy.restMillis() > 0) {
                entry.state = State.DELAYED;
                entry.restsUntilMillis = model.nowMillis() + policy.restMillis();
            } else {
                ready(entry, batch);
            }
        }
    }

    /** What its delivery time has made ready by now, and what is expired. */
    void timePasses() {
        expireWhatIs();
        Object batch = new Object();
        entries.stream()
                .filter(entry -> entry.state == State.DELAYED && entry.dueMillis() <= model.nowMillis())
                .sorted(Comparator.<ModelEntry>comparingLong(ModelEntry::dueMillis)
                        .thenComparing(BY_ORDER))
                .forEach(entry -> {
                    if (entry.restsUntilMillis == 0) {
                        entry.order = model.nextOrder();
                        entry.epoch = model.epoch();
                    }
                    ready(entry, batch);
                    if (policy.special() == ModelPolicy.Special.LAST_MESSAGE) {
                        model.giveLate(entry);
                    }
                });
        for (ModelEntry entry : List.copyOf(entries)) {
            if (entry.state == State.READY && entry.hiddenUntilMillis != 0 && !entry.mayHide()) {
                entry.hiddenUntilMillis = 0;
                ready(entry, new Object());
            }
        }
    }

    void expireWhatIs() {
        for (ModelEntry entry : List.copyOf(entries)) {
            if ((entry.state == State.READY || entry.state == State.DELAYED)
                    && entry.sent.isExpiredAt(model.nowMillis())) {
                model.expire(entry);
            }
        }
    }

    /** The broker delivered something: was it allowed? */
    void follow(ModelConsumer consumer, Delivery delivery) {
        long serial = Sent.serialOf(delivery.message());
        String what = consumer + " got " + serial + " from " + name + ": ";
        model.require(consumer.open, what + "it is closed");
        model.require(consumer.credit-- > 0, what + "it has no credit");
        model.require(delivery.tag() == consumer.nextTag++, what + "tag " + delivery.tag());
        ModelEntry entry = entries.stream()
                .filter(candidate -> candidate.sent.serial() == serial && candidate.isReadyAt(model.nowMillis()))
                .min(SURELY_THERE_FIRST)
                .orElse(null);
        model.require(entry != null, what + "it is not there to be delivered: " + describe(serial));
        model.require(consumer.choice.wants().test(entry.sent), what + "its selector does not want it");
        model.require(entry.sent.arrivedAs(delivery.message()), what + "it is not what was sent");
        checkCount(entry, delivery.deliveryCount(), what);
        model.require(isTurnOf(consumer, entry), what + "it is another consumer's turn");
        for (ModelEntry other : entries) {
            if (other != entry
                    && isTurnWith(entry, other)
                    && other.isReadyAt(model.nowMillis())
                    && consumer.choice.wants().test(other.sent)) {
                model.require(!other.mustPrecede(entry, model.step()), what + "this one comes first: " + other);
            }
        }
        entry.heldBy(consumer, delivery.tag(), delivery.deliveryCount());
    }

    private boolean isTurnOf(ModelConsumer consumer, ModelEntry entry) {
        return switch (policy.turns()) {
            case ANY -> true;
            case FIRST -> consumers.get(0) == consumer;
            case BY_COLOR ->
                entries.stream()
                        .noneMatch(other -> other.state == State.HELD
                                && other.holder != consumer
                                && other.sent.color().equals(entry.sent.color()));
        };
    }

    /** Whether who has got the one might have had the other. */
    private boolean isTurnWith(ModelEntry entry, ModelEntry other) {
        return policy.turns() != ModelPolicy.Turns.BY_COLOR
                || entry.sent.color().equals(other.sent.color());
    }

    /** Whether a consumer that waits proves that there is nothing for it. */
    private boolean waitsInVain(ModelConsumer consumer) {
        return switch (policy.turns()) {
            case ANY -> true;
            case FIRST -> consumers.get(0) == consumer;
            case BY_COLOR -> consumers.size() == 1 && entries.stream().noneMatch(entry -> entry.state != State.READY);
        };
    }

    private void checkCount(ModelEntry entry, int count, String what) {
        model.require(
                count >= entry.lowestCount && count <= entry.highestCount,
                what + "delivery count " + count + " instead of " + entry.lowestCount + " to " + entry.highestCount);
    }

    private String describe(long serial) {
        return entries.stream()
                .filter(entry -> entry.sent.serial() == serial)
                .map(Object::toString)
                .findFirst()
                .orElse("unknown, or gone");
    }

    /** Whether a message was refused, or not, as it must be. */
    boolean mayRefuse() {
        return policy.special() == ModelPolicy.Special.FULL && entries.size() >= ModelPolicy.MOST;
    }

    boolean mayRefuseFor(Sent sent) {
        return policy.special() == ModelPolicy.Special.FULL
                && sent.destination().equals(destination);
    }

    boolean mustRefuse() {
        return policy.special() == ModelPolicy.Special.FULL
                && entries.stream().filter(entry -> entry.certain).count() >= ModelPolicy.MOST;
    }

    /** All is still: then whoever may have a message, and of whom there is one, has got it. */
    void checkNobodyWaits() {
        for (ModelConsumer consumer : consumers) {
            if (!consumer.open || consumer.credit == 0 || !waitsInVain(consumer)) {
                continue;
            }
            for (ModelEntry entry : List.copyOf(entries)) {
                if (entry.isReadyAt(model.nowMillis())
                        && !entry.mayHide()
                        && consumer.choice.wants().test(entry.sent)) {
                    model.require(!entry.certain, consumer + " waits, and " + entry + " is there in " + name);
                    // it would have been delivered: so it is not there
                    drop(entry);
                }
            }
        }
    }

    /** Compares with what a browser showed, and settles what was uncertain. */
    void checkBrowsed(List<Delivery> shown) {
        List<ModelEntry> visible = new ArrayList<>(entries.stream()
                .filter(entry -> entry.isReadyAt(model.nowMillis())
                        || entry.state == State.HELD && !entry.sent.isExpiredAt(model.nowMillis()))
                .toList());
        List<ModelEntry> passed = new ArrayList<>();
        for (Delivery delivery : shown) {
            long serial = Sent.serialOf(delivery.message());
            String what = "a browser of " + name + " showed " + serial + ": ";
            ModelEntry entry = visible.stream()
                    .filter(candidate -> candidate.sent.serial() == serial)
                    .min(SURELY_THERE_FIRST)
                    .orElse(null);
            model.require(entry != null, what + "it is not there: " + describe(serial));
            model.require(entry.sent.arrivedAs(delivery.message()), what + "it is not what was sent");
            if (entry.state == State.READY) {
                checkCount(entry, delivery.deliveryCount(), what);
            }
            model.sawPresent(entry);
            visible.remove(entry);
            for (ModelEntry earlier : passed) {
                model.require(
                        entry.state != State.READY || earlier.state != State.READY || !entry.mustPrecede(earlier, -1),
                        what + "after " + earlier);
            }
            passed.add(entry);
        }
        visible.removeIf(ModelEntry::mayHide);
        for (ModelEntry missing : visible) {
            model.require(!missing.certain, "a browser of " + name + " did not show " + missing);
            model.sawAbsent(missing);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
