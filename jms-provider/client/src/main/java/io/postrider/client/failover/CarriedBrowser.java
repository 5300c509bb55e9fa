package io.postrider.client.failover;

import io.postrider.client.remote.RecoverableLink;
import io.postrider.protocol.link.Delivery;
import io.postrider.protocol.message.DestinationName;
import io.postrider.protocol.message.MessageId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A cursor that is opened again on each link, and passes over what it has shown. Used by one caller at a time. */
final class CarriedBrowser {
    private final long number;
    private final DestinationName queue;
    private final String selector;
    private final Set<MessageId> shown = new HashSet<>();
    private boolean opened;
    private boolean reopened;

    CarriedBrowser(long number, DestinationName queue, String selector) {
        this.number = number;
        this.queue = queue;
        this.selector = selector;
    }

    CompletionStage<Void> open(RecoverableLink link) {
        reopened |= opened;
        return link.openBrowser(number, queue, selector);
    }

    void opened() {
        opened = true;
    }

    boolean isOpened() {
        return opened;
    }

    /** The next messages that were not shown: as many as are asked for, fewer only at the end. */
    CompletionStage<List<Delivery>> browse(RecoverableLink link, int maxMessages) {
        return next(link, maxMessages, new ArrayList<>());
    }

    private CompletionStage<List<Delivery>> next(RecoverableLink link, int maxMessages, List<Delivery> page) {
        int asked = maxMessages - page.size();
        return link.browse(number, asked).thenCompose(found -> {
            for (Delivery delivery : found) {
                if (!reopened || !shown.contains(delivery.message().id())) {
                    page.add(delivery);
                }
            }
            boolean more = found.size() == asked && page.size() < maxMessages;
            return more ? next(link, maxMessages, page) : CompletableFuture.completedStage(page);
        });
    }

    /** The caller has a page. */
    void shown(List<Delivery> page) {
        page.forEach(delivery -> shown.add(delivery.message().id()));
    }
}
