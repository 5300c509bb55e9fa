package io.postrider.broker.core;

import io.postrider.broker.core.queue.QueueConsumer;
import io.postrider.broker.core.topic.Subscription;
import io.postrider.protocol.message.DestinationName;

/**
 * A consumer of a connection, for as long as it is open or anything of it is outstanding.
 *
 * @param number the client's number for it
 * @param consumer in its queue
 * @param destination what its client named
 * @param subscription which it consumes from; null for a queue
 */
record OpenConsumer(long number, QueueConsumer consumer, DestinationName destination, Subscription subscription) {}
