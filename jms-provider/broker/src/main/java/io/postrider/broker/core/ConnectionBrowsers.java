package io.postrider.broker.core;

import io.postrider.broker.core.queue.QueueBrowser;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;

/** The open browsers of one connection. Safe for all threads. */
final class ConnectionBrowsers {
    private final LongTable<QueueBrowser> open = new LongTable<>();

    void add(long number, QueueBrowser browser) {
        open.putIfAbsent(number, browser);
    }

    /** A browser by its number. */
    QueueBrowser get(long number) throws BrokerException {
        QueueBrowser known = open.get(number);
        if (known == null) {
            throw new BrokerException(BrokerError.ILLEGAL_STATE, "browser " + number + " is not open");
        }
        return known;
    }

    /** Closes a browser; one that is not open is passed over. */
    void close(long number) {
        QueueBrowser known = open.remove(number);
        if (known != null) {
            known.close();
        }
    }

    void closeAll() {
        open.values().forEach(QueueBrowser::close);
    }
}
