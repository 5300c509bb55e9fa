package io.postrider.broker.policy;

/**
 * When a consumer is slow, and what becomes of it then.
 *
 * @param ageMillis one that holds a delivery for longer is slow; 0 to not look at that
 * @param messagesPerSecond one that takes fewer while more wait for it is slow; 0 to not look at that
 * @param checkMillis how often consumers are looked at
 * @param disconnect whether its connection is ended; else it is only told of
 */
public record SlowConsumerLimits(long ageMillis, double messagesPerSecond, long checkMillis, boolean disconnect) {
    static final String NOTIFY = "notify";
    static final String DISCONNECT = "disconnect";

    /** Whether consumers are looked at. */
    public boolean any() {
        return ageMillis > 0 || messagesPerSecond > 0;
    }
}
