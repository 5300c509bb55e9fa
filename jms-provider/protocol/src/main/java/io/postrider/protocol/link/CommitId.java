package io.postrider.protocol.link;

/**
 * Names one commit, of a transaction or of a branch in one phase, so that the broker recognises it when it is asked for again after a lost reply.
 *
 * @param producer a random number, drawn once by whoever commits
 * @param sequence counts its commits, from 1
 */
public record CommitId(long producer, long sequence) {}
