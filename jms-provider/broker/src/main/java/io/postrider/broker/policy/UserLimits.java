package io.postrider.broker.policy;

/**
 * What one user may have. Immutable.
 *
 * @param connectionsSetting the name of the setting, for people
 * @param maxConnections 0 for no limit
 * @param memory how much memory his messages may take
 * @param journal how much of the journal his messages may have
 */
public record UserLimits(String connectionsSetting, int maxConnections, ByteRule memory, ByteRule journal) {}
