package io.postrider.remote;

import io.postrider.broker.link.TestLink;
import io.postrider.protocol.message.DestinationName;
import java.util.List;

/** What queues hold, as a consumer within the broker's VM takes it. */
final class QueueContents {
    private final TestLink link;

    QueueContents(RestartableBroker broker) throws Exception {
        TestLink events = new TestLink();
        link = events.on(broker.connect(events));
    }

    /** The texts of a queue, which is empty afterwards. */
    List<String> of(String queue) {
        return link.drain(DestinationName.queue(queue));
    }
}
