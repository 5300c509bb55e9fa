/**
 * Recognises what a client says again because a link was lost before it was answered: a send, or a commit, named by a producer and its
 * sequence. What was done is journaled in the same unit as what it did, so it is known after any crash exactly if it took effect.
 *
 * <p>{@link io.postrider.broker.core.dedup.SequenceTable} is asked before the deed and told afterwards. It is bounded: the producers that were
 * heard of least lately are forgotten.
 */
package io.postrider.broker.core.dedup;
