package io.postrider.broker.core;

import io.postrider.broker.core.queue.QueueBrowser;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.message.DestinationName;
import java.util.stream.Stream;

/** The open browsers of one connection. Safe for all threads. */
final class ConnectionBrowsers {
    private final LongTable<Open> open = new LongTable<>();

    private record Open(QueueBrowser browser, DestinationName queue) {}

    void add(long number, QueueBrowser browser, DestinationName queue) {
        open.putIfAbsent(number, new Open(browser, queue));
    }

    /** A browser by its number. */
    QueueBrowser get(long number) throws BrokerException {
        Open known = open.get(number);
        if (known == null) {
            throw new BrokerException(BrokerError.ILLEGAL_STATE, "browser " + number + " is not open");
        }
        return known.browser;
    }

    /** Closes a browser; one that is not open is passed over. */
    void close(long number) {
        Open known = open.remove(number);
        if (known != null) {
            known.browser.close();
        }
    }

    void closeAll() {
        open.values().forEach(known -> known.browser.close());
    }

    /** What they look at. */
    Stream<DestinationName> destinations() {
        return open.values().stream().map(Open::queue);
    }
}
