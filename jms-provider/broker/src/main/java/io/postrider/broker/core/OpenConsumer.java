package io.postrider.broker.core;

import io.postrider.broker.core.queue.QueueConsumer;
import io.postrider.broker.core.topic.Subscription;

/**
 * A consumer of a connection, for as long as it is open or anything of it is outstanding.
 *
 * @param number the client's number for it
 * @param consumer in its queue
 * @param subscription which it consumes from; null for a queue
 */
record OpenConsumer(long number, QueueConsumer consumer, Subscription subscription) {}
