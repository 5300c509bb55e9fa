package io.postrider.broker.model;

import io.postrider.broker.model.ModelEntry.Return;
import io.postrider.broker.model.ModelEntry.State;
import io.postrider.protocol.link.BranchId;
import io.postrider.protocol.message.DestinationName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The reference broker: lists and maps, one thread, no cleverness. */
final class Model {
    private final VirtualTime time;
    final Map<String, ModelQueue> queues = new LinkedHashMap<>();
    final Map<Long, ModelConsumer> consumers = new LinkedHashMap<>();
    final Map<Long, ModelTransaction> transactions = new LinkedHashMap<>();
    final Map<BranchId, ModelTransaction> branches = new LinkedHashMap<>();
    /** The last message of the topic that keeps it. */
    final ModelQueue lastMessage;
    /** When messages were sent that must not be sent twice; with the persistent ones among them. */
    private final Map<String, Long> names = new LinkedHashMap<>();

    private final Set<String> persistentNames = new HashSet<>();

    private boolean buries = true;
    private long step;
    private long lastOrder;
    private int epoch;

    Model(VirtualTime time) {
        this.time = time;
        queue(ModelPolicy.DEAD_LETTERS);
        lastMessage = new ModelQueue(
                this, "last message", ModelPolicy.RETAINING, true, Choice.ALL, null, ModelPolicy.LAST_MESSAGE);
        queues.put(lastMessage.name, lastMessage);
    }

    long nowMillis() {
        return time.nowMillis();
    }

    long step() {
        return step;
    }

    /** Another step begins: what becomes ready from now on became ready in it. */
    void nextStep() {
        step++;
    }

    int epoch() {
        return epoch;
    }

    long nextOrder() {
        return ++lastOrder;
    }

    void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }

    /** A queue, made on first use. */
    ModelQueue queue(DestinationName destination) {
        return queues.computeIfAbsent(
                destination.toString(),
                name -> new ModelQueue(this, name, destination, !destination.isTemporary(), Choice.ALL, null));
    }

    /** A subscription of this name, made on first use. */
    ModelQueue subscription(String name, DestinationName topic, boolean durable, Choice choice, Object notFrom) {
        return queues.computeIfAbsent(
                name, key -> new ModelQueue(this, key, topic, durable && !topic.isTemporary(), choice, notFrom));
    }

    Set<ModelQueue> targetsOf(Sent sent) {
        Set<ModelQueue> targets = new LinkedHashSet<>();
        if (sent.destination().isQueue()) {
            boolean there = !sent.destination().isTemporary()
                    || queues.containsKey(sent.destination().toString());
            if (there) {
                targets.add(queue(sent.destination()));
            }
            return targets;
        }
        for (ModelQueue queue : queues.values()) {
            if (standsFor(queue.destination, sent.destination()) && queue.takes(sent)) {
                targets.add(queue);
            }
        }
        return targets;
    }

    private static boolean standsFor(DestinationName name, DestinationName topic) {
        return name.equals(topic)
                || name.equals(ModelPolicy.PATTERN)
                        && !topic.isTemporary()
                        && topic.name().startsWith("w.");
    }

    void send(Sent sent) {
        if (isFirst(sent)) {
            Sent taken = sent.takenAt(nowMillis());
            targetsOf(sent).forEach(queue -> queue.arrive(taken, true));
        }
    }

    /** Whether nothing was sent under its name of late. */
    private boolean isFirst(Sent sent) {
        if (sent.name() == null) {
            return true;
        }
        names.values().removeIf(atMillis -> atMillis <= nowMillis() - ModelPolicy.WINDOW_MILLIS);
        if (names.containsKey(sent.name())) {
            return false;
        }
        names.put(sent.name(), nowMillis());
        persistentNames.remove(sent.name());
        if (sent.persistent()) {
            persistentNames.add(sent.name());
        }
        return true;
    }

    /** The last message has become so only now: subscriptions made meanwhile get it, too. */
    void giveLate(ModelEntry last) {
        for (ModelQueue queue : List.copyOf(queues.values())) {
            if (queue != lastMessage
                    && queue.madeOrder > last.routedOrder
                    && queue.notFrom == null
                    && standsFor(queue.destination, last.sent.destination())
                    && queue.choice.wants().test(last.sent)) {
                queue.arrive(last.sent, last.certain);
            }
        }
    }

    /** A new subscription begins with the last message of its topic. */
    void giveLast(ModelQueue subscription) {
        if (!standsFor(subscription.destination, ModelPolicy.RETAINING) || subscription.notFrom != null) {
            return;
        }
        List<ModelEntry> last = lastMessage.entries.stream()
                .filter(entry -> entry.isReadyAt(nowMillis()))
                .toList();
        for (ModelEntry entry : last) {
            if (subscription.choice.wants().test(entry.sent)) {
                subscription.arrive(entry.sent, entry.certain && last.size() == 1);
            }
        }
    }

    void sendIn(ModelTransaction transaction, Sent sent) {
        transaction.sent.add(new ModelTransaction.Addition(sent, targetsOf(sent)));
    }

    void acknowledge(ModelConsumer consumer, long firstTag, long lastTag, ModelTransaction transaction) {
        for (ModelEntry entry : held(consumer, firstTag, lastTag)) {
            entry.taken();
            if (transaction == null) {
                entry.queue.entries.remove(entry);
                entry.queue.ghosts.add(entry);
            } else {
                entry.state = State.ACKNOWLEDGED;
                transaction.acknowledged.add(entry);
            }
        }
        forgetIfDone(consumer);
    }

    void release(ModelConsumer consumer, long firstTag, long lastTag, boolean attempted) {
        consumer.queue.comeBack(held(consumer, firstTag, lastTag), attempted ? Return.ATTEMPTED : Return.UNTOUCHED);
        forgetIfDone(consumer);
    }

    private static List<ModelEntry> held(ModelConsumer consumer, long firstTag, long lastTag) {
        return firstTag > lastTag
                ? List.of()
                : List.copyOf(consumer.outstanding
                        .subMap(firstTag, true, lastTag, true)
                        .values());
    }

    private void forgetIfDone(ModelConsumer consumer) {
        if (!consumer.open && consumer.outstanding.isEmpty()) {
            consumers.remove(consumer.number);
        }
    }

    void closeConsumer(ModelConsumer consumer, long lastHandedTag) {
        detach(consumer);
        if (isOver(consumer.queue)) {
            delete(consumer.queue);
            return;
        }
        consumer.queue.comeBack(held(consumer, lastHandedTag + 1, Long.MAX_VALUE), Return.UNTOUCHED);
        forgetIfDone(consumer);
    }

    private void detach(ModelConsumer consumer) {
        consumer.open = false;
        consumer.credit = 0;
        consumer.queue.consumers.remove(consumer);
    }

    /** Whether a subscription ended with its last consumer. */
    private static boolean isOver(ModelQueue queue) {
        return !queue.destination.isQueue() && !queue.survives && queue.consumers.isEmpty();
    }

    void delete(ModelQueue queue) {
        queues.remove(queue.name);
        consumers.values().removeIf(consumer -> consumer.queue == queue);
        transactions.values().forEach(tx -> tx.acknowledged.removeIf(entry -> entry.queue == queue));
        branches.values().forEach(tx -> tx.acknowledged.removeIf(entry -> entry.queue == queue));
        queue.entries.clear();
    }

    void commit(ModelTransaction transaction) {
        forget(transaction);
        transaction.acknowledged.forEach(entry -> entry.queue.entries.remove(entry));
        for (ModelTransaction.Addition addition : transaction.sent) {
            if (!isFirst(addition.sent())) {
                continue;
            }
            Sent taken = addition.sent()
                    .takenAt(transaction.preparedAtMillis > 0 ? transaction.preparedAtMillis : nowMillis());
            // a subscription that was made or ended between the sending and the commit may or may not count
            Set<ModelQueue> reached = new LinkedHashSet<>(addition.reached());
            reached.addAll(targetsOf(addition.sent()));
            for (ModelQueue queue : reached) {
                if (queues.get(queue.name) == queue) {
                    ModelEntry entry = queue.arrive(taken, addition.reached().contains(queue));
                    entry.crashed = transaction.crashed;
                    entry.fromBranch = transaction.branch != null;
                }
            }
        }
    }

    void rollback(ModelTransaction transaction) {
        forget(transaction);
        Set<ModelQueue> touched = new LinkedHashSet<>();
        transaction.acknowledged.forEach(entry -> touched.add(entry.queue));
        for (ModelQueue queue : touched) {
            queue.comeBack(
                    transaction.acknowledged.stream()
                            .filter(entry -> entry.queue == queue)
                            .toList(),
                    Return.ATTEMPTED);
        }
    }

    /** As {@link #rollback}, but what was tried too often stays where it is: the crash came before its burial. */
    void rollbackWithoutBurials(ModelTransaction transaction) {
        buries = false;
        rollback(transaction);
        buries = true;
    }

    boolean buries() {
        return buries;
    }

    void forget(ModelTransaction transaction) {
        transactions.values().remove(transaction);
        branches.values().remove(transaction);
    }

    /** Consumers are gone, transactions rolled back but for prepared ones, temporary destinations deleted. */
    void closeLink(int link, Set<DestinationName> temporaries) {
        for (ModelConsumer consumer : List.copyOf(consumers.values())) {
            if (consumer.link == link) {
                Return how = consumer.open ? Return.POSSIBLY_SEEN : Return.ATTEMPTED;
                detach(consumer);
                if (isOver(consumer.queue)) {
                    delete(consumer.queue);
                } else {
                    consumer.queue.comeBack(held(consumer, 1, Long.MAX_VALUE), how);
                }
                consumers.remove(consumer.number);
            }
        }
        for (ModelTransaction transaction : allTransactions()) {
            if (transaction.link == link && transaction.state == ModelTransaction.State.ACTIVE) {
                rollback(transaction);
            }
        }
        transactions.values().removeIf(transaction -> transaction.link == link);
        for (DestinationName temporary : temporaries) {
            queuesOf(temporary).forEach(this::delete);
        }
    }

    List<ModelQueue> queuesOf(DestinationName destination) {
        return queues.values().stream()
                .filter(queue -> queue.destination.equals(destination))
                .toList();
    }

    private Set<ModelTransaction> allTransactions() {
        Set<ModelTransaction> all = new LinkedHashSet<>(transactions.values());
        all.addAll(branches.values());
        return all;
    }

    Set<BranchId> preparedBranches() {
        Set<BranchId> prepared = new HashSet<>();
        branches.forEach((id, branch) -> {
            if (branch.state == ModelTransaction.State.PREPARED) {
                prepared.add(id);
            }
        });
        return prepared;
    }

    /** A message was tried too often. */
    void bury(ModelEntry entry) {
        ModelPolicy policy = entry.queue.policy;
        boolean certain = entry.certain && entry.fewestAttempts >= policy.maxAttempts();
        queue(policy.deadLetters()).arrive(entry.sent.buriedIn(policy.deadLetters()), certain);
        if (!certain) {
            entry.certain = false;
            entry.queue.entries.add(entry);
            entry.state = State.READY;
            entry.hiddenUntilMillis = nowMillis() + policy.restMillis();
            entry.readySinceStep = step;
            entry.batch = new Object();
        }
    }

    /** A message's time is over. The broker may notice only when a timer rings next. */
    void expire(ModelEntry entry) {
        entry.queue.entries.remove(entry);
        DestinationName grave = entry.queue.policy.expired();
        if (grave != null) {
            queue(grave).arrive(entry.sent.buriedIn(grave), entry.certain).hiddenUntilMillis = nowMillis();
        }
    }

    /** Something uncertain is there. */
    void sawPresent(ModelEntry entry) {
        entry.certain = true;
    }

    /** Something uncertain is not there. */
    void sawAbsent(ModelEntry entry) {
        entry.queue.drop(entry);
    }

    /** The journal has everything: what was acknowledged will not come back. */
    void journalHasAll() {
        for (ModelQueue queue : queues.values()) {
            queue.ghosts.clear();
            queue.entries.forEach(entry -> entry.journaledAttempts = entry.mostAttempts);
        }
    }

    /** The broker has gone and come again; all links were closed before, in order, if it was no crash. */
    void restart(boolean crash) {
        epoch++;
        names.keySet().retainAll(persistentNames);
        // where it was routed to is not known any more
        lastMessage.entries.forEach(entry -> entry.routedOrder = nextOrder());
        if (crash) {
            Set<ModelTransaction> prepared = new HashSet<>();
            for (ModelTransaction transaction : allTransactions()) {
                if (transaction.state == ModelTransaction.State.PREPARED) {
                    prepared.add(transaction);
                }
            }
            consumers.clear();
            transactions.clear();
            branches.values().retainAll(prepared);
            branches.values().forEach(branch -> branch.crashed = true);
        }
        List.copyOf(branches.values()).stream()
                .filter(branch -> branch.state != ModelTransaction.State.PREPARED)
                .forEach(this::rollback);
        if (!crash) {
            // what came back took its place while what is not persistent was still there
            trim();
        }
        for (ModelQueue queue : List.copyOf(queues.values())) {
            queue.consumers.clear();
            if (!queue.survives) {
                delete(queue);
            } else {
                restart(queue, crash);
            }
        }
        for (ModelTransaction transaction : branches.values()) {
            transaction.acknowledged.removeIf(entry -> !entry.sent.persistent());
            transaction.sent.removeIf(addition -> !addition.sent().persistent());
        }
    }

    private void restart(ModelQueue queue, boolean crash) {
        queue.entries.removeIf(entry -> !entry.sent.persistent());
        if (!crash) {
            queue.entries.forEach(ModelEntry::cameBackInOrder);
            queue.keepLatest();
            queue.trim();
            return;
        }
        for (ModelEntry entry : queue.entries) {
            entry.holder = null;
            boolean prepared = branches.values().stream().anyMatch(branch -> branch.acknowledged.contains(entry));
            // what a prepared branch took counts as attempted when it comes back, and is redelivered by that
            afterCrash(entry, entry.everDelivered && !prepared);
            if (entry.restsUntilMillis > nowMillis()) {
                // the journal may or may not know that it rests
                entry.hiddenUntilMillis = entry.restsUntilMillis;
                entry.state = State.READY;
            } else if (!prepared && entry.state != State.DELAYED) {
                entry.state = State.READY;
            }
            if (queue.destination.equals(ModelPolicy.LATE) && entry.hiddenUntilMillis > 0) {
                // it may have come with a unit that was lost: then it comes once more
                entry.hiddenUntilMillis = Math.max(entry.hiddenUntilMillis, nowMillis());
            }
        }
        for (ModelEntry ghost : queue.ghosts) {
            if (ghost.sent.persistent()) {
                ghost.certain = false;
                ghost.hiddenUntilMillis = Math.max(ghost.hiddenUntilMillis, ghost.restsUntilMillis);
                ghost.state = ghost.sent.deliveryTimeMillis() > nowMillis() ? State.DELAYED : State.READY;
                queue.entries.add(ghost);
                afterCrash(ghost, ghost.everDelivered);
            }
        }
        queue.ghosts.clear();
        queue.entries.sort(ModelQueue.BY_ORDER);
        queue.expireWhatIs();
        queue.keepLatest();
        queue.trim();
    }

    /** Redelivered, if it was delivered before; perhaps, if it might have been. Counts may be those of the last commit. */
    private static void afterCrash(ModelEntry entry, boolean redelivered) {
        entry.crashed = true;
        int lost = entry.mostAttempts - entry.journaledAttempts;
        entry.fewestAttempts -= lost;
        entry.lowestCount = Math.max(redelivered ? 2 : 1, entry.lowestCount - lost - 1);
        entry.highestCount = Math.max(2, entry.highestCount + 1);
    }

    /** All is still. */
    void checkNobodyWaits() {
        trim();
        List.copyOf(queues.values()).forEach(ModelQueue::checkNobodyWaits);
    }

    /** The oldest make room where there is a limit. */
    void trim() {
        List.copyOf(queues.values()).forEach(ModelQueue::trim);
    }

    /** Lists what there is, for a failure's report. */
    List<String> describe() {
        List<String> lines = new ArrayList<>();
        for (ModelQueue queue : queues.values()) {
            lines.add(queue.name + ":");
            queue.consumers.forEach(consumer -> lines.add("    " + consumer + " credit " + consumer.credit));
            queue.entries.forEach(entry -> lines.add("    " + entry));
        }
        transactions.values().forEach(transaction -> lines.add(transaction + " " + transaction.state));
        branches.values().forEach(branch -> lines.add(branch + " " + branch.state));
        return lines;
    }
}
