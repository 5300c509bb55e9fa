package io.postrider.broker.link;

import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.ConsumerRequest;
import io.postrider.protocol.link.Delivery;
import io.postrider.protocol.link.LinkEvents;
import io.postrider.protocol.message.Body;
import io.postrider.protocol.message.DestinationName;
import io.postrider.protocol.message.Message;
import io.postrider.protocol.message.MessageId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** A link with short words for what tests do all the time; each waits until it is done. */
public final class TestLink implements LinkEvents {
    private static final long ALL = Long.MAX_VALUE;

    private final AtomicLong numbers = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();
    private BrokerLink link;
    private volatile BrokerException lostBecause;

    /** On a link that was opened with this as its events. */
    public TestLink on(BrokerLink opened) {
        link = opened;
        return this;
    }

    /** The link itself. */
    public BrokerLink link() {
        return link;
    }

    @Override
    public void lost(BrokerException cause) {
        lostBecause = cause;
    }

    @Override
    public void interrupted(BrokerException cause) {
        // these links do not reconnect
    }

    @Override
    public void restored() {
        // these links do not reconnect
    }

    /** Why the link was lost, or null. */
    public BrokerException lostBecause() {
        return lostBecause;
    }

    /** A number never used before on this link. */
    public long newNumber() {
        return numbers.incrementAndGet();
    }

    /** A text message, changed as asked. */
    public Message message(DestinationName destination, String text, UnaryOperator<Message.Builder> change) {
        Message.Builder builder = Message.builder()
                .id(new MessageId(System.identityHashCode(this), sent.incrementAndGet()))
                .destination(destination)
                .body(new Body.Text(text));
        return change.apply(builder).build();
    }

    /** Sends texts outside any transaction. */
    public void send(DestinationName destination, String... texts) {
        sendIn(BrokerLink.NO_TRANSACTION, destination, texts);
    }

    /** Sends texts in a transaction. */
    public void sendIn(long transaction, DestinationName destination, String... texts) {
        for (String text : texts) {
            send(transaction, message(destination, text, builder -> builder));
        }
    }

    /** Sends a text with something special. */
    public void send(DestinationName destination, String text, UnaryOperator<Message.Builder> change) {
        send(BrokerLink.NO_TRANSACTION, message(destination, text, change));
    }

    /** Sends a text with a property. */
    public void sendWith(DestinationName destination, String text, String property, Object value) {
        send(destination, text, builder -> builder.properties(Map.of(property, value)));
    }

    /** Sends a message. */
    public void send(long transaction, Message message) {
        Awaited sentNow = new Awaited();
        link.send(message, transaction, sentNow);
        sentNow.await();
    }

    /** How sending a message fails. */
    public BrokerException sendFailure(DestinationName destination, String text) {
        Awaited sentNow = new Awaited();
        link.send(message(destination, text, builder -> builder), BrokerLink.NO_TRANSACTION, sentNow);
        return sentNow.failure();
    }

    /** Opens a consumer of a queue, with credit. */
    public TestConsumer consume(DestinationName queue, int credit) {
        return consume(queue, null, credit);
    }

    /** Opens a consumer of a queue with a selector, with credit. */
    public TestConsumer consume(DestinationName queue, String selector, int credit) {
        return open(new ConsumerRequest(newNumber(), queue, selector, false, null), credit);
    }

    /** Opens a consumer of a subscription, with credit. */
    public TestConsumer subscribe(DestinationName topic, ConsumerRequest.Subscription subscription, int credit) {
        return open(new ConsumerRequest(newNumber(), topic, null, false, subscription), credit);
    }

    /** Opens a consumer, with credit. */
    public TestConsumer open(ConsumerRequest request, int credit) {
        Received received = new Received();
        Awaited.of(link.openConsumer(request, received));
        TestConsumer consumer = new TestConsumer(this, request.consumer(), received);
        consumer.credit(credit);
        return consumer;
    }

    /** Commits. */
    public void commit(long transaction) {
        Awaited committed = new Awaited();
        link.commit(transaction, null, committed);
        committed.await();
    }

    /** Rolls back. */
    public void rollback(long transaction) {
        Awaited rolledBack = new Awaited();
        link.rollback(transaction, rolledBack);
        rolledBack.await();
    }

    /** All texts that a queue holds, by a browser that fetches pages of two. */
    public List<String> browse(DestinationName queue, String selector) {
        long browser = newNumber();
        Awaited.of(link.openBrowser(browser, queue, selector));
        List<String> texts = new ArrayList<>();
        List<Delivery> page;
        do {
            page = Awaited.of(link.browse(browser, 2));
            page.forEach(delivery -> texts.add(Received.text(delivery.message())));
        } while (page.size() == 2);
        link.closeBrowser(browser);
        return texts;
    }

    /** Takes and acknowledges all that a queue has for a consumer now. */
    public List<String> drain(DestinationName queue) {
        TestConsumer consumer = consume(queue, 1_000_000);
        List<String> texts = consumer.received().textsSoFar();
        consumer.acknowledge(1, ALL);
        consumer.close(ALL);
        return texts;
    }

    /** Closes the link. */
    public void close() {
        Awaited.of(link.close());
    }
}
