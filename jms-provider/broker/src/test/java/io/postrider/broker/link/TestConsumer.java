package io.postrider.broker.link;

import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.Delivery;
import java.util.List;

/** A consumer of a {@link TestLink}; each call waits until it is done. */
public final class TestConsumer {
    private final TestLink link;
    private final long number;
    private final Received received;

    TestConsumer(TestLink link, long number, Received received) {
        this.link = link;
        this.number = number;
        this.received = received;
    }

    /** Its number. */
    public long number() {
        return number;
    }

    /** What it got. */
    public Received received() {
        return received;
    }

    /** The next delivery, waited for. */
    public Delivery next() {
        return received.next();
    }

    /** The text of the next delivery. */
    public String nextText() {
        return Received.text(next().message());
    }

    /** The texts of all that came and was not taken yet. */
    public List<String> textsSoFar() {
        return received.textsSoFar();
    }

    /** Gives credit, and waits until what was there has come. */
    public void credit(int messages) {
        Awaited offered = new Awaited();
        link.link().credit(number, messages, offered);
        offered.await();
    }

    /** Acknowledges a range of tags. */
    public void acknowledge(long first, long last) {
        acknowledgeIn(BrokerLink.NO_TRANSACTION, first, last);
    }

    /** Acknowledges a range of tags in a transaction. */
    public void acknowledgeIn(long transaction, long first, long last) {
        Awaited done = new Awaited();
        link.link().acknowledge(number, first, last, transaction, done);
        done.await();
    }

    /** Gives a range of tags back. */
    public void release(long first, long last, boolean attempted) {
        Awaited done = new Awaited();
        link.link().release(number, first, last, attempted, done);
        done.await();
    }

    /** Closes it. */
    public void close(long lastHandedTag) {
        Awaited.of(link.link().closeConsumer(number, lastHandedTag));
    }
}
