package io.postrider.broker.core.queue;

import io.postrider.broker.core.step.Mailbox;
import io.postrider.broker.core.store.StoredMessage;
import io.postrider.broker.policy.DestinationPolicy;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.Completion;
import io.postrider.protocol.link.DeliverySink;
import io.postrider.protocol.message.DestinationName;
import io.postrider.protocol.message.Message;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The messages of a queue or a subscription, from arrival to acknowledgement. Public methods may be called by any thread:
 * each is a step of the queue's mailbox, which owns all state.
 */
public final class MessageQueue {
    private final DestinationName destination;
    private final String label;
    private final int number;
    private final QueueContext context;
    private final Mailbox mailbox;
    private final Lanes lanes = new Lanes();
    private final Orders orders = new Orders();
    private final EntryTimer timer;
    private final Removals removals;
    private final AttemptRecords attempts;
    private final Exposure exposure;
    private final Pause pause;
    private final Dispatcher dispatcher;
    private final DestinationPolicy policy;
    private final Outstanding outstanding;
    private final Bookkeeping books;
    // each null where the policy does not ask for it
    private final Turns turns;
    private final Room room;

    private final AtomicInteger pagedUnderWay = new AtomicInteger();
    private volatile boolean hasConsumers;
    private BrokerException deletedBecause;

    /**
     * An empty queue.
     *
     * @param destination the queue, or the subscription's topic
     * @param label for people and logs
     * @param number the journal's number for it; 0 if it does not outlive the broker
     */
    public MessageQueue(DestinationName destination, String label, int number, QueueContext context) {
        this(destination, label, number, context.policies().of(destination), context, null);
    }

    /**
     * An empty queue with a policy of its own, and somebody who sees what it holds.
     *
     * @param witness or null
     */
    public MessageQueue(
            DestinationName destination,
            String label,
            int number,
            DestinationPolicy policy,
            QueueContext context,
            Witness witness) {
        this.destination = destination;
        this.label = label;
        this.number = number;
        this.policy = policy;
        this.context = context;
        removals = new Removals(number, context.store());
        mailbox = new Mailbox(label, context.relief(), removals::flush);
        timer = new EntryTimer(this, context.timers());
        attempts = new AttemptRecords(number, context.store());
        exposure = new Exposure(this, context.store());
        pause = new Pause(number, context.store());
        turns = turns(policy);
        room = policy.limits().any() ? new Room(this, policy.limits(), context) : null;
        books = new Bookkeeping(policy, room, witness, context.store());
        dispatcher = new Dispatcher(this, lanes, context, exposure, pause, turns);
        outstanding = new Outstanding(this, dispatcher, new Returns(this, context, attempts, policy.redelivery()));
    }

    private static Turns turns(DestinationPolicy policy) {
        if (policy.exclusiveConsumer()) {
            return new SingleConsumer();
        }
        return policy.messageGroups() ? new MessageGroups() : null;
    }

    /** The queue, or the subscription's topic. */
    public DestinationName destination() {
        return destination;
    }

    /** The journal's number for it; 0 if it does not outlive the broker. */
    public int number() {
        return number;
    }

    /** What holds for its messages. */
    public DestinationPolicy policy() {
        return policy;
    }

    /** How much of what its policy permits it holds; null where there is no limit. */
    public Room room() {
        return room;
    }

    /** How many messages that are not persistent are on their way to it by the journal. */
    public AtomicInteger pagedUnderWay() {
        return pagedUnderWay;
    }

    /** Whether a consumer is there: what the record of an added message says of it. */
    public boolean hasConsumers() {
        return hasConsumers;
    }

    /** Runs a step of this queue, now or soon. */
    public void submit(Runnable step) {
        mailbox.submit(step);
    }

    /**
     * Adds a message, of which this queue is a holder already.
     *
     * @param exposed whether the journal knows of a consumer
     */
    public void put(StoredMessage stored, Message message, boolean exposed) {
        Entry entry = new Entry(stored, message.priority(), message.expirationMillis(), message.deliveryTimeMillis());
        entry.exposed = exposed;
        put(entry);
    }

    /** Adds a message, of which this queue is a holder already, before all that came as usual. */
    public void putAhead(StoredMessage stored, Message message) {
        Entry entry = new Entry(stored, message.priority(), message.expirationMillis(), message.deliveryTimeMillis());
        mailbox.submit(() -> {
            entry.order = orders.nextAhead();
            arrive(entry);
        });
    }

    /** Adds an entry made elsewhere. */
    public void put(Entry entry) {
        mailbox.submit(() -> arrive(entry));
    }

    private void arrive(Entry entry) {
        if (deletedBecause != null) {
            context.store().release(entry.stored());
            entry.state = Entry.State.GONE;
            return;
        }
        // the clock is looked at only for what can expire: it is a call of the system
        if (entry.expirationMillis != 0 && entry.isExpiredAt(timer.nowMillis())) {
            books.passes(entry);
            expire(entry);
            return;
        }
        enter(entry);
        place(entry);
        dispatch();
        if (entry.state == Entry.State.READY || entry.state == Entry.State.DELAYED) {
            books.economize(entry, hasConsumers);
        }
    }

    private void enter(Entry entry) {
        entry.order = entry.order == 0 ? orders.next() : entry.order;
        Entry former = books.arrived(entry);
        if (former != null && former.state == Entry.State.READY) {
            leaveLane(former);
            gone(former);
        } else if (former != null && former.state == Entry.State.DELAYED) {
            timer.remove(former);
            gone(former);
        }
    }

    /** Deletes the oldest that are ready, if there are more than a ring holds. */
    private void makeRoom() {
        while (books.overflows(lanes.size())) {
            Entry oldest = lanes.oldest();
            leaveLane(oldest);
            gone(oldest);
            room.countDropped();
        }
    }

    /** An entry comes back, to its old place; unless it has none any more. */
    void placeAgain(Entry entry) {
        if (books.outdated(entry)) {
            gone(entry);
        } else if (entry.isExpiredAt(timer.nowMillis())) {
            expire(entry);
        } else {
            place(entry);
        }
    }

    void place(Entry entry) {
        if (entry.deliveryTimeMillis != 0 && entry.deliveryTimeMillis > timer.nowMillis()) {
            entry.state = Entry.State.DELAYED;
            timer.add(entry);
        } else {
            makeReady(entry);
        }
    }

    private void makeReady(Entry entry) {
        entry.deliveryTimeMillis = 0;
        lanes.link(entry);
        timer.add(entry);
        books.ready(entry);
    }

    /** Takes an entry out of its lane and of the timer. */
    void leaveLane(Entry entry) {
        timer.remove(entry);
        lanes.unlink(entry);
        books.readyNoLonger(entry);
    }

    /** Removes an entry whose time to live is over; a delayed one has left the timer. */
    void expire(Entry entry) {
        if (entry.state == Entry.State.READY) {
            leaveLane(entry);
        }
        if (policy.expiryQueue() == null) {
            gone(entry);
        } else {
            entry.state = Entry.State.GONE;
            context.deadLetters().bury(this, entry, DeadLetters.Why.EXPIRED, departed(entry));
        }
    }

    /** Takes a ready entry out that cannot be delivered, and leaves it to the journal. */
    void setAside(Entry entry) {
        leaveLane(entry);
        entry.state = Entry.State.GONE;
    }

    void gone(Entry entry) {
        entry.state = Entry.State.GONE;
        departed(entry);
        removals.add(entry.stored());
    }

    /** An entry leaves for good. What is known of its failed deliveries. */
    List<FailedDelivery> departed(Entry entry) {
        if (turns != null) {
            settled(entry);
        }
        books.departed(entry);
        return attempts.forget(entry);
    }

    /** An entry that may have been out is so no longer: perhaps others can go to other consumers now. */
    void settled(Entry entry) {
        if (turns != null && turns.settled(entry)) {
            dispatcher.lookAgain();
            mailbox.submit(dispatcher::dispatch);
        }
    }

    void serveTimers() {
        Entry entry;
        while ((entry = timer.nextDue()) != null) {
            if (entry.isExpiredAt(timer.nowMillis())) {
                expire(entry);
            } else {
                // what rested after a failure takes its old place, what was sent with a delay comes only now
                entry.order = entry.attempts > 0 ? entry.order : orders.next();
                makeReady(entry);
            }
        }
        dispatch();
    }

    /** Offers what is ready to the consumers; then what nobody took makes room. */
    void dispatch() {
        dispatcher.dispatch();
        makeRoom();
    }

    /**
     * Opens a consumer.
     *
     * @param filter or null for all messages
     * @param who the connection, for people; its {@code toString()} is asked when something fails
     * @param whenDone run once it is closed and nothing of it is outstanding
     * @return fails if the queue is deleted
     */
    public CompletionStage<QueueConsumer> open(DeliverySink sink, MessageFilter filter, Object who, Runnable whenDone) {
        CompletableFuture<QueueConsumer> opened = new CompletableFuture<>();
        QueueConsumer consumer = new QueueConsumer(this, sink, filter, who, whenDone);
        mailbox.submit(() -> {
            BrokerException refusal = deletedBecause != null ? deletedBecause : dispatcher.refusal();
            if (refusal != null) {
                opened.completeExceptionally(refusal);
                return;
            }
            dispatcher.add(consumer);
            consumersChanged();
            opened.complete(consumer);
        });
        return opened;
    }

    void credit(QueueConsumer consumer, int messages, Completion offered) {
        mailbox.submit(() -> {
            if (!consumer.closed) {
                dispatcher.credit(consumer, messages);
                dispatcher.dispatch();
            }
            if (offered != null) {
                dispatcher.whenOffered(consumer, offered);
            }
        });
    }

    /** What is with consumers and transactions. */
    Outstanding outstanding() {
        return outstanding;
    }

    /** A consumer is there, or no longer. */
    void consumersChanged() {
        hasConsumers = !dispatcher.consumers().isEmpty();
    }

    Removals removals() {
        return removals;
    }

    /**
     * A transaction was rolled back: what it acknowledged comes back as attempted.
     *
     * @param who the connection whose transaction it was, for people
     * @param done run when it has
     */
    public void comeBack(List<Entry> entries, Object who, Runnable done) {
        mailbox.submit(() -> {
            outstanding.addTransacted(-entries.size());
            outstanding.comeBack(entries, Returns.How.attempted(FailedDelivery.Cause.ROLLED_BACK, who));
            done.run();
        });
    }

    /** A transaction was committed: what it acknowledged is gone, and the journal knows. */
    public void forget(List<Entry> entries) {
        // now: the journal may forget what told of it once the commit's completion returns
        entries.forEach(entry -> context.store().release(entry.stored()));
        mailbox.submit(() -> {
            outstanding.addTransacted(-entries.size());
            for (Entry entry : entries) {
                entry.state = Entry.State.GONE;
                departed(entry);
            }
        });
    }

    /** A page of a browser; see {@link QueueBrowser}. */
    void page(QueueBrowser browser, int maxEntries, CompletableFuture<QueueBrowser.Page> page) {
        mailbox.submit(() -> page.complete(browser.collect(maxEntries, timer.nowMillis())));
    }

    /** Opens a browser over what is there now. */
    public CompletionStage<QueueBrowser> browse(MessageFilter filter) {
        CompletableFuture<QueueBrowser> opened = new CompletableFuture<>();
        mailbox.submit(() -> {
            List<QueueConsumer> holders = outstanding.holders();
            opened.complete(
                    new QueueBrowser(this, context.store(), filter, lanes.openCursor(), holders, orders.last()));
        });
        return opened;
    }

    void closeCursor(LaneCursor cursor) {
        mailbox.submit(() -> lanes.drop(cursor));
    }

    /** Opens an operator's way through what waits now. */
    public CompletionStage<QueueSweep> sweep() {
        CompletableFuture<QueueSweep> opened = new CompletableFuture<>();
        mailbox.submit(() -> opened.complete(new QueueSweep(this, context.store(), lanes, timer, orders.last())));
        return opened;
    }

    /**
     * Stops deliveries, or lets them go on; what comes is taken all the same. Outlives the broker if the queue does.
     *
     * @return done once the journal knows
     */
    public CompletionStage<Void> pause(boolean paused) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        mailbox.submit(() -> {
            pause.set(paused, done);
            dispatcher.dispatch();
        });
        return done;
    }

    /**
     * Ends the queue: its consumers are told, what it holds is let go, and what comes later is too.
     *
     * @param cause what consumers and later openings are told
     * @param force also where it has consumers
     * @return done once that is so; fails where it has consumers
     */
    public CompletionStage<Void> delete(BrokerException cause, boolean force) {
        CompletableFuture<Void> deleted = new CompletableFuture<>();
        mailbox.submit(() -> {
            int consumers = dispatcher.consumers().size();
            if (consumers > 0 && !force) {
                deleted.completeExceptionally(new BrokerException(
                        BrokerError.DESTINATION_IN_USE, label + " has " + consumers + " open consumers"));
                return;
            }
            if (deletedBecause == null) {
                deletedBecause = cause;
                dispatcher.closeAll(cause);
                consumersChanged();
                letAllGo();
            }
            deleted.complete(null);
        });
        return deleted;
    }

    private void letAllGo() {
        exposure.end();
        pause.end();
        Entry entry;
        while ((entry = lanes.first()) != null) {
            leaveLane(entry);
            letGo(entry);
        }
        while ((entry = timer.first()) != null) {
            timer.remove(entry);
            letGo(entry);
        }
    }

    boolean deleted() {
        return deletedBecause != null;
    }

    void letGo(Entry entry) {
        entry.state = Entry.State.GONE;
        departed(entry);
        context.store().release(entry.stored());
    }

    /** Takes what recovery has found of this queue besides its entries. */
    public RecoveredQueue recovered() {
        return new RecoveredQueue(this, lanes, orders, turns == null && books.areEmpty(), exposure, pause, attempts);
    }

    /** A prepared branch has acknowledged an entry: it comes back or goes by the branch's outcome. */
    void arriveAcknowledged(Entry entry) {
        enter(entry);
        entry.state = Entry.State.ACKNOWLEDGED;
        outstanding.addTransacted(1);
    }

    /** The figures of this moment. */
    public CompletionStage<QueueFigures> figures() {
        CompletableFuture<QueueFigures> figures = new CompletableFuture<>();
        mailbox.submit(() -> figures.complete(new QueueFigures(
                label,
                destination,
                lanes.size(),
                timer.delayed(),
                outstanding.count(),
                dispatcher.consumers().size(),
                pause.inForce(),
                policy.toString(),
                room == null ? 0 : room.dropped(),
                room == null ? 0 : room.waiting(),
                dispatcher.slowConsumers())));
        return figures;
    }

    @Override
    public String toString() {
        return label;
    }
}
