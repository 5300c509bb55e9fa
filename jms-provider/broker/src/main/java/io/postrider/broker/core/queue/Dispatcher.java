package io.postrider.broker.core.queue;

import io.postrider.broker.policy.PolicyOption;
import io.postrider.broker.policy.SlowConsumerLimits;
import io.postrider.broker.selector.RequiredValue;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.Completion;
import io.postrider.protocol.link.Delivery;
import io.postrider.protocol.message.Message;
import java.util.ArrayList;
import java.util.List;

/**
 * Hands the ready entries of a queue to its consumers: in turn among those with credit, to each the next entry it wants.
 * Owned by the queue's mailbox.
 */
final class Dispatcher {
    /** How long a consumer must have been idle before others are asked to give back what they have not begun. */
    static final long RECALL_AFTER_MILLIS = 20;

    /**
     * After so many looks at what others hold a recall leaves the other idle consumers to the next one. With hundreds of consumers,
     * each with a selector, looking at everything for everybody would hold the queue up for longer than it delivers.
     */
    private static final int LOOKS_OF_A_RECALL = 1_000;

    private final MessageQueue queue;
    private final Lanes lanes;
    private final QueueContext context;
    private final Exposure exposure;
    private final Pause pause;
    /** Null where all consumers may have all. */
    private final Turns turns;
    /** Null where nobody asks for them. */
    private final SlowConsumers slowConsumers;

    private final ReadAhead readAhead;
    private final List<QueueConsumer> consumers = new ArrayList<>();
    private final ConsumerLine line = new ConsumerLine();
    private final List<Offer> offers = new ArrayList<>(0);
    private Message candidateContent;
    private boolean recallArmed;
    private int recallFrom;
    private int looks;
    private int inFlight;
    /** How many consumers hold more than one delivery. */
    private int hoarders;

    Dispatcher(MessageQueue queue, Lanes lanes, QueueContext context, Exposure exposure, Pause pause, Turns turns) {
        this.pause = pause;
        this.turns = turns;
        this.queue = queue;
        this.lanes = lanes;
        this.context = context;
        this.exposure = exposure;
        readAhead = new ReadAhead(queue, lanes, context.store());
        SlowConsumerLimits limits = queue.policy().slowConsumers();
        slowConsumers = limits.any() ? new SlowConsumers(queue, limits, context, this::lagsBehind) : null;
    }

    /** How many consumers were slow when they were looked at. */
    int slowConsumers() {
        return slowConsumers == null ? 0 : slowConsumers.count();
    }

    /** Whether messages wait for a consumer that asks for none now. */
    private boolean lagsBehind(QueueConsumer consumer) {
        return consumer.credit == 0
                && !lanes.isEmpty()
                && !pause.inForce()
                && (turns == null || turns.mayServe(consumer))
                && (consumer.cursor == null || firstMatch(consumer) != null);
    }

    /** Someone waits until a consumer was offered what was there. */
    private record Offer(QueueConsumer consumer, Completion completion) {}

    List<QueueConsumer> consumers() {
        return consumers;
    }

    /** How many deliveries are outstanding. */
    int inFlight() {
        return inFlight;
    }

    /** Takes a delivery out of what a consumer holds; null if it was not outstanding. */
    Entry take(QueueConsumer consumer, long tag) {
        Entry entry = consumer.window.take(tag);
        if (entry != null && consumer.window.count() == 1) {
            hoarders--;
        }
        return entry;
    }

    /** So many deliveries are no longer outstanding. */
    void landed(int deliveries) {
        inFlight -= deliveries;
    }

    /** Why no further consumer may be added; null if one may. */
    BrokerException refusal() {
        int most = queue.policy().limits().maxConsumers();
        return most == 0 || consumers.size() < most
                ? null
                : new BrokerException(
                        BrokerError.RESOURCE_LIMIT,
                        queue + " has " + consumers.size() + " consumers, and the policy " + PolicyOption.MAX_CONSUMERS
                                + "=" + most + " permits no more");
    }

    void add(QueueConsumer consumer) {
        consumers.add(consumer);
        if (consumer.filter != null || turns != null && turns.chooses()) {
            RequiredValue required = consumer.filter == null
                    ? null
                    : consumer.filter.requiredValue().orElse(null);
            consumer.cursor = lanes.openCursor(required, () -> line.wake(consumer));
        }
        if (turns != null) {
            turns.joined(consumer, consumers.size());
            lookAgain();
        }
        if (slowConsumers != null) {
            slowConsumers.joined(consumer);
        }
    }

    /** What consumers have passed over may be for them now. */
    void lookAgain() {
        for (QueueConsumer consumer : consumers) {
            if (consumer.cursor != null) {
                lanes.rewind(consumer.cursor);
            }
        }
    }

    void remove(QueueConsumer consumer) {
        consumers.remove(consumer);
        withdrawCredit(consumer);
        if (consumer.cursor != null) {
            lanes.drop(consumer.cursor);
        }
        if (turns != null) {
            turns.left(consumer);
            lookAgain();
        }
        if (slowConsumers != null) {
            slowConsumers.left(consumer);
        }
        if (consumers.isEmpty()) {
            readAhead.abandon();
        }
    }

    /** Nothing more goes to a consumer, for now. */
    void withdrawCredit(QueueConsumer consumer) {
        if (consumer.ready) {
            line.leave(consumer);
        }
        consumer.credit = 0;
        consumer.blocked = false;
    }

    void credit(QueueConsumer consumer, int messages) {
        consumer.credit += messages;
        consumer.recalled &= messages == 0;
        if (consumer.credit > 0 && !consumer.ready) {
            line.join(consumer);
        }
    }

    /** Completes once the consumer was offered what is there now: mostly at once. */
    void whenOffered(QueueConsumer consumer, Completion completion) {
        if (waits(consumer)) {
            offers.add(new Offer(consumer, completion));
        } else {
            completion.done();
        }
    }

    private boolean waits(QueueConsumer consumer) {
        return consumer.blocked && consumer.credit > 0 && !lanes.isEmpty() && !pause.inForce();
    }

    /** Delivers what can be delivered; to consumers that were asked to give back, what nobody else takes. */
    void dispatch() {
        if (serve(false)) {
            serve(true);
        }
        if (lanes.isEmpty()) {
            readAhead.end();
        }
        if (!offers.isEmpty()) {
            completeOffers();
        }
        if (hoarders > 0 && consumers.size() > 1 && turns == null) {
            considerRecall();
        }
    }

    /**
     * Serves the consumers with credit in turn.
     *
     * @param recalledToo also those that were asked to give back
     * @return whether one of these was left out
     */
    private boolean serve(boolean recalledToo) {
        boolean leftOut = false;
        QueueConsumer consumer;
        while (!lanes.isEmpty() && !pause.inForce() && (consumer = line.next()) != null) {
            boolean skipped = consumer.recalled && !recalledToo;
            leftOut |= skipped;
            Entry entry = skipped || turns != null && !turns.mayServe(consumer) ? null : nextFor(consumer);
            if (entry == null) {
                line.passOver(consumer);
            } else {
                consumer.credit--;
                line.served(consumer);
                deliver(consumer, entry);
            }
        }
        line.readmit();
        return leftOut;
    }

    private void completeOffers() {
        for (int i = offers.size() - 1; i >= 0; i--) {
            Offer offer = offers.get(i);
            if (!waits(offer.consumer)) {
                offers.remove(i);
                offer.completion.done();
            }
        }
    }

    private void deliver(QueueConsumer consumer, Entry entry) {
        Message content = candidateContent;
        candidateContent = null;
        queue.leaveLane(entry);
        entry.state = Entry.State.DELIVERED;
        inFlight++;
        consumer.recalled = false;
        if (turns != null) {
            turns.delivered(consumer, entry, content);
        }
        long tag = consumer.window.add(entry);
        if (consumer.window.count() == 2) {
            hoarders++;
        }
        readAhead.delivered(entry);
        consumer.sink.deliver(new Delivery(tag, content, entry.nextDeliveryCount()));
    }

    /** The next entry a consumer wants, with its content at hand; null if there is none, or not yet. */
    private Entry nextFor(QueueConsumer consumer) {
        consumer.blocked = false;
        while (true) {
            Entry entry = consumer.cursor == null ? lanes.first() : firstMatch(consumer);
            if (entry == null) {
                return null;
            }
            if (entry.expirationMillis != 0
                    && entry.isExpiredAt(context.timers().nowMillis())) {
                queue.expire(entry);
                continue;
            }
            candidateContent = entry.stored().content();
            if (candidateContent == null) {
                consumer.blocked = true;
                readAhead.request(entry);
                return null;
            }
            if (entry.stored().survives() && !exposure.covers(entry)) {
                consumer.blocked = exposure.request();
                return null;
            }
            return entry;
        }
    }

    /** The first entry that the filter accepts, or whose content must be read before the filter can tell. */
    private Entry firstMatch(QueueConsumer consumer) {
        LaneCursor cursor = consumer.cursor;
        while (!cursor.isAtEnd()) {
            int lane = cursor.highestLane();
            Entry entry = cursor.at(lane);
            Message content = entry.stored().content();
            if (content == null) {
                entry.crowded = true;
                return entry;
            }
            if (mayHave(consumer, entry, content)) {
                return entry;
            }
            cursor.advance(lane);
            context.store().economize(entry.stored());
        }
        return null;
    }

    private boolean mayHave(QueueConsumer consumer, Entry entry, Message content) {
        return (consumer.filter == null || consumer.filter.matches(content, entry.nextDeliveryCount()))
                && (turns == null || turns.mayTake(consumer, content));
    }

    private void considerRecall() {
        if (!recallArmed && line.size() > 0 && someoneHoards()) {
            armRecall();
        }
    }

    private void armRecall() {
        recallArmed = true;
        long atMillis = context.timers().nowMillis() + RECALL_AFTER_MILLIS;
        context.timers().schedule(atMillis, () -> queue.submit(this::recall));
    }

    /** Whether a consumer holds more than one delivery while another is ready for more. */
    private boolean someoneHoards() {
        for (QueueConsumer other : consumers) {
            if (!other.recalled && other.window.count() > 1 && (!other.ready || line.size() > 1)) {
                return true;
            }
        }
        return false;
    }

    /** Helps the idle, in turn; those for whom there is no time any more come first at the next recall. */
    private void recall() {
        recallArmed = false;
        looks = 0;
        List<QueueConsumer> idle =
                consumers.stream().filter(consumer -> consumer.ready).toList();
        for (int i = 0; i < idle.size(); i++) {
            int place = (recallFrom + i) % idle.size();
            if (looks > LOOKS_OF_A_RECALL) {
                recallFrom = place;
                armRecall();
                return;
            }
            recallFor(idle.get(place));
        }
    }

    private void recallFor(QueueConsumer idle) {
        QueueConsumer hoarder = idle.blocked ? null : hoarderFor(idle);
        if (hoarder != null) {
            hoarder.recalled = true;
            hoarder.sink.recall();
        }
    }

    /** Another consumer that holds more than one delivery, of which this one would take any; or null. */
    private QueueConsumer hoarderFor(QueueConsumer idle) {
        for (QueueConsumer other : consumers) {
            if (other != idle && !other.recalled && other.window.count() > 1 && holdsAnyFor(other, idle)) {
                return other;
            }
        }
        return null;
    }

    private boolean holdsAnyFor(QueueConsumer holder, QueueConsumer idle) {
        if (idle.filter == null) {
            return true;
        }
        looks++;
        if (idle.cursor.excludes(holder.cursor)) {
            return false;
        }
        for (long tag = holder.window.first(); tag < holder.window.end(); tag++) {
            looks++;
            Entry entry = holder.window.get(tag);
            Message content = entry == null ? null : entry.stored().content();
            if (content != null && idle.filter.matches(content, entry.nextDeliveryCount())) {
                return true;
            }
        }
        return false;
    }

    /** Tells all consumers that the queue is gone. */
    void closeAll(BrokerException cause) {
        for (QueueConsumer consumer : List.copyOf(consumers)) {
            remove(consumer);
            consumer.closed = true;
            consumer.sink.closed(cause);
        }
        completeOffers();
    }
}
