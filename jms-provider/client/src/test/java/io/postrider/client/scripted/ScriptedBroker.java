package io.postrider.client.scripted;

import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.Delivery;
import io.postrider.protocol.link.DeliverySink;
import io.postrider.protocol.message.DestinationName;
import io.postrider.protocol.message.Message;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Queues in memory, all under one lock, whose sinks are called while it is held. It answers at once, unless
 * {@link #holdSends} was called. Topics are queues that nobody fills in advance.
 */
public final class ScriptedBroker {
    /** What it was told, one line each. */
    public final List<String> commands = new CopyOnWriteArrayList<>();

    /** How many it had been told when a thread said last that it waits for deliveries. */
    public volatile int commandsBeforeWaiting;

    /** Done when a transaction was rolled back, before that is answered. */
    public volatile Runnable whenRolledBack = () -> {};

    /** Sends that await {@link #completeSend} or {@link #failSend}. */
    final List<HeldSend> held = new ArrayList<>();

    final List<ScriptedLink> links = new CopyOnWriteArrayList<>();
    private final Map<DestinationName, List<Entry>> queues = new HashMap<>();
    private final List<OpenConsumer> consumers = new ArrayList<>();
    private long nextOrder;
    private boolean holdingSends;

    record HeldSend(Runnable complete, Consumer<BrokerException> fail) {}

    /** A message in a queue. */
    static final class Entry {
        private final long order;
        private final Message message;
        private int attempts;

        Entry(long order, Message message) {
            this.order = order;
            this.message = message;
        }
    }

    /** A consumer, and what it was given. */
    static final class OpenConsumer {
        private final ScriptedLink link;
        private final long number;
        private final DestinationName destination;
        private final DeliverySink sink;
        private final TreeMap<Long, Entry> outstanding = new TreeMap<>();
        private int credit;
        private long lastTag;
        private boolean open = true;

        OpenConsumer(ScriptedLink link, long number, DestinationName destination, DeliverySink sink) {
            this.link = link;
            this.number = number;
            this.destination = destination;
            this.sink = sink;
        }
    }

    /** From now on sends are answered by the test. */
    public synchronized void holdSends() {
        holdingSends = true;
    }

    /** Completes a send that is held. */
    public synchronized void completeSend(int at) {
        held.remove(at).complete().run();
    }

    /** Fails a send that is held. */
    public synchronized void failSend(int at, BrokerException cause) {
        held.remove(at).fail().accept(cause);
    }

    /** How many sends are held. */
    public synchronized int heldSends() {
        return held.size();
    }

    /** Breaks all links. */
    public void lose(BrokerException cause) {
        links.forEach(link -> link.lose(cause));
    }

    /** Asks a consumer's sink to give back what it has not begun. */
    public void recall(long consumer) {
        find(consumer).sink.recall();
    }

    /** How many messages a queue holds that nobody was given. */
    public synchronized int depth(String queue) {
        return queue(DestinationName.queue(queue)).size();
    }

    /** How many deliveries are neither acknowledged nor released. */
    public synchronized int outstanding() {
        return consumers.stream()
                .mapToInt(consumer -> consumer.outstanding.size())
                .sum();
    }

    /** The credit that a consumer has left. */
    public synchronized int credit(long consumer) {
        return find(consumer).credit;
    }

    /** Puts a message into its destination. */
    public synchronized void put(Message message) {
        queue(message.destination()).add(new Entry(nextOrder++, message));
        dispatch();
    }

    synchronized void submit(Message message, Runnable complete, Consumer<BrokerException> fail) {
        if (holdingSends) {
            held.add(new HeldSend(complete, fail));
        } else {
            complete.run();
        }
    }

    synchronized void open(ScriptedLink link, long number, DestinationName destination, DeliverySink sink) {
        consumers.add(new OpenConsumer(link, number, destination, sink));
    }

    synchronized void credit(long number, int messages) {
        find(number).credit += messages;
        dispatch();
    }

    synchronized void acknowledge(long number, long first, long last) {
        find(number).outstanding.subMap(first, true, last, true).clear();
    }

    synchronized void release(long number, long first, long last, boolean attempted, Runnable inPlace) {
        OpenConsumer consumer = find(number);
        Map<Long, Entry> back = consumer.outstanding.subMap(first, true, last, true);
        for (Entry entry : back.values()) {
            entry.attempts += attempted ? 1 : 0;
            queue(consumer.destination).add(entry);
        }
        back.clear();
        queue(consumer.destination).sort(Comparator.comparingLong(entry -> entry.order));
        inPlace.run();
        dispatch();
    }

    synchronized void close(long number, long lastHanded) {
        OpenConsumer consumer = find(number);
        consumer.open = false;
        release(number, lastHanded + 1, Long.MAX_VALUE, false, () -> {});
    }

    synchronized void closeAll(ScriptedLink link) {
        for (OpenConsumer consumer : consumers) {
            if (consumer.link == link && consumer.open) {
                close(consumer.number, 0);
            } else if (consumer.link == link) {
                release(consumer.number, 0, Long.MAX_VALUE, true, () -> {});
            }
        }
    }

    synchronized List<Delivery> browse(DestinationName queue) {
        return queue(queue).stream()
                .map(entry -> new Delivery(1, entry.message, entry.attempts + 1))
                .toList();
    }

    private List<Entry> queue(DestinationName name) {
        return queues.computeIfAbsent(name, unused -> new ArrayList<>());
    }

    private synchronized OpenConsumer find(long number) {
        return consumers.stream()
                .filter(consumer -> consumer.number == number)
                .findFirst()
                .orElseThrow();
    }

    private void dispatch() {
        for (OpenConsumer consumer : List.copyOf(consumers)) {
            List<Entry> queue = queue(consumer.destination);
            while (consumer.open && consumer.credit > 0 && !queue.isEmpty()) {
                Entry entry = queue.remove(0);
                consumer.credit--;
                consumer.lastTag++;
                consumer.outstanding.put(consumer.lastTag, entry);
                consumer.sink.deliver(new Delivery(consumer.lastTag, entry.message, entry.attempts + 1));
            }
        }
    }
}
