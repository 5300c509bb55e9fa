/**
 * A queue of messages and its consumers, as steps of one mailbox. What a queue and a subscription hold is both a
 * {@link io.postrider.broker.core.queue.MessageQueue}.
 */
package io.postrider.broker.core.queue;
