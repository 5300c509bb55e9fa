package io.postrider.broker.policy;

/**
 * How many bytes there may be of something, and what becomes of what is too much.
 *
 * @param setting the name of the setting, for people
 * @param maxBytes 0 for no limit
 * @param whenFull what becomes of a message for which there is no room
 * @param blockTimeoutMillis how long a sender is held back at most
 */
public record ByteRule(String setting, long maxBytes, Limits.WhenFull whenFull, long blockTimeoutMillis) {

    /** Whether there is a limit. */
    public boolean any() {
        return maxBytes > 0;
    }
}
