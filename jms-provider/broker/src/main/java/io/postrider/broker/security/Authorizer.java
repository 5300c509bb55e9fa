package io.postrider.broker.security;

import io.postrider.protocol.link.Permission;
import io.postrider.protocol.message.DestinationName;

/**
 * Knows what users may do. Safe for all threads; must not block, and the answer for a user's roles must not change within an
 * {@link #edition}.
 */
@FunctionalInterface
public interface Authorizer {

    /**
     * Whether a user has a permission.
     *
     * @param destination a queue or topic that is not temporary, by its full name; null for the broker as a whole
     */
    boolean permits(User user, Permission permission, DestinationName destination);

    /**
     * Stands for all rules at the moment: another one, by {@code equals}, once they may have changed. Then answers given before count no
     * longer, and who has something open that is permitted no more is disconnected. Asked every few seconds; may read a file.
     *
     * @return null, the default, where rules never change
     */
    default Object edition() {
        return null;
    }
}
