package io.postrider.client.failover;

import io.postrider.protocol.link.Delivery;
import io.postrider.protocol.link.TemporaryRequest;
import io.postrider.protocol.message.DestinationName;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** All that is open on a link, and is opened again on the next. Guarded by the switch's lock, which the methods take. */
final class CarriedState {
    private static final int KEY_BYTES = 32;

    final CarriedConsumers consumers = new CarriedConsumers();
    final CarriedTransactions transactions;
    final CarriedBranches branches;
    final Map<Long, CarriedBrowser> browsers = new LinkedHashMap<>();
    final Map<DestinationName, TemporaryRequest> temporaries = new LinkedHashMap<>();

    private final LinkSwitch links;
    private final byte[] ownerKey = new byte[KEY_BYTES];
    private final AtomicInteger temporariesMade = new AtomicInteger();

    CarriedState(LinkSwitch links, int maxTransactionBytes) {
        this.links = links;
        transactions = new CarriedTransactions(links, maxTransactionBytes);
        branches = new CarriedBranches(links);
        new SecureRandom().nextBytes(ownerKey);
    }

    /** Changes something with the lock held. */
    void locked(Runnable change) {
        links.lock.lock();
        try {
            change.run();
        } finally {
            links.lock.unlock();
        }
    }

    /** A temporary destination whose name can be had again. */
    TemporaryRequest nextTemporary(DestinationName.Kind kind) {
        return new TemporaryRequest(kind, ownerKey, temporariesMade.incrementAndGet());
    }

    void grant(long consumer, int messages) {
        locked(() -> {
            CarriedConsumer known = consumers.get(consumer);
            if (known != null) {
                known.grant(messages);
            }
        });
    }

    long base(long consumer) {
        links.lock.lock();
        try {
            return consumers.base(consumer);
        } finally {
            links.lock.unlock();
        }
    }

    CarriedBrowser browser(long number) {
        links.lock.lock();
        try {
            return browsers.get(number);
        } finally {
            links.lock.unlock();
        }
    }

    void shown(long browser, List<Delivery> page) {
        locked(() -> {
            CarriedBrowser known = browsers.get(browser);
            if (known != null) {
                known.shown(page);
            }
        });
    }

    /**
     * The link is lost.
     *
     * @return sends of transactions that can only be rolled back
     */
    List<TransactedSend> lost() {
        links.lock.lock();
        try {
            consumers.lost();
            branches.lost();
            return transactions.lost();
        } finally {
            links.lock.unlock();
        }
    }

    List<CarriedConsumer> openConsumers() {
        links.lock.lock();
        try {
            return consumers.all().stream().filter(CarriedConsumer::isOpened).toList();
        } finally {
            links.lock.unlock();
        }
    }

    List<CarriedBrowser> openBrowsers() {
        links.lock.lock();
        try {
            return browsers.values().stream().filter(CarriedBrowser::isOpened).toList();
        } finally {
            links.lock.unlock();
        }
    }

    List<TemporaryRequest> temporaries() {
        links.lock.lock();
        try {
            return new ArrayList<>(temporaries.values());
        } finally {
            links.lock.unlock();
        }
    }
}
