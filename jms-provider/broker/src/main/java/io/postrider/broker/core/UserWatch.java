package io.postrider.broker.core;

import io.postrider.broker.security.BrokerSecurity;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.message.DestinationName;
import java.util.Collection;

/**
 * Looks every few seconds whether the users or the rules have changed, and then again at all who are connected: other roles and rules count from
 * then on, and who would not be let in any more is disconnected. So is who has something open that is permitted no more. On the broker's own
 * threads, as a file is read and passwords are checked.
 */
final class UserWatch {
    /** After a change the users of old have this long, and the time of a check. */
    static final int INTERVAL_MILLIS = 2_000;

    private final BrokerSecurity security;
    private final Drive drive;
    private final Collection<BrokerConnection> connections;

    UserWatch(BrokerSecurity security, Drive drive, Collection<BrokerConnection> connections) {
        this.security = security;
        this.drive = drive;
        this.connections = connections;
    }

    /** Begins, where users or rules can change at all. */
    void begin() {
        if (security.edition() != null) {
            schedule();
        }
    }

    private void schedule() {
        drive.timers().schedule(drive.timers().nowMillis() + INTERVAL_MILLIS, () -> drive.workers()
                .execute(() -> {
                    lookAtAll();
                    schedule();
                }));
    }

    private void lookAtAll() {
        Object edition = security.edition();
        for (BrokerConnection connection : connections) {
            if (security.isOutdated(connection.access(), edition)) {
                lookAt(connection, edition);
            }
        }
    }

    private void lookAt(BrokerConnection connection, Object edition) {
        try {
            security.lookAgain(connection.access(), edition);
            DestinationName forbidden = connection.notPermittedAnyMore();
            if (forbidden != null) {
                security.dismissed(connection.access(), "a consumer or browser of " + forbidden + " is open");
                throw new BrokerException(
                        BrokerError.NOT_AUTHORIZED,
                        "the user's roles or the rules have changed, and do not permit the open consumer or browser of "
                                + forbidden);
            }
        } catch (BrokerException dismissal) {
            connection.lose(dismissal);
        }
    }
}
