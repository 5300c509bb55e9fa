package io.postrider.broker.core.transaction;

import io.postrider.broker.core.queue.Entry;
import io.postrider.broker.core.queue.MessageQueue;
import io.postrider.broker.core.routing.Posting;
import java.util.List;
import java.util.Map;

/**
 * What recovery found of a prepared branch.
 *
 * @param postings the messages it adds
 * @param acknowledged the entries it takes from queues
 */
public record RecoveredWork(List<Posting> postings, Map<MessageQueue, List<Entry>> acknowledged) {}
