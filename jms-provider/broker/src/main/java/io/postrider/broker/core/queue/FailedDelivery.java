package io.postrider.broker.core.queue;

import io.postrider.broker.core.record.CoreRecord;
import java.time.Instant;

/**
 * A delivery that failed.
 *
 * @param atMillis when that was known, in milliseconds since 1970, UTC
 * @param who the connection, for people
 * @param cause what became of it
 */
public record FailedDelivery(long atMillis, String who, Cause cause) {

    /** What becomes of a delivery that fails. The codes are permanent: the journal holds them. */
    public enum Cause {
        /** The client gave it back: its listener failed, or its session recovered or rolled back. */
        RELEASED(1, "given back by the client"),
        /** It was acknowledged in a transaction that was rolled back. */
        ROLLED_BACK(2, "acknowledged in a transaction that was rolled back"),
        /** The connection ended, and the application had it. */
        CONNECTION_ENDED(3, "not acknowledged when the connection ended");

        private final int code;
        private final String text;

        Cause(int code, String text) {
            this.code = code;
            this.text = text;
        }

        private static Cause ofCode(int code) {
            for (Cause cause : values()) {
                if (cause.code == code) {
                    return cause;
                }
            }
            return RELEASED;
        }
    }

    /** As the journal tells it. */
    static FailedDelivery of(CoreRecord.Failure told) {
        return new FailedDelivery(told.atMillis(), told.who(), Cause.ofCode(told.cause()));
    }

    /** For the journal. */
    CoreRecord.Failure told() {
        return new CoreRecord.Failure(atMillis, who, cause.code);
    }

    /** For people, in one line. */
    @Override
    public String toString() {
        return Instant.ofEpochMilli(atMillis) + " " + who + ": " + cause.text;
    }
}
