package io.postrider.broker.core.management;

import java.util.Map;

/** What management needs of the broker as a whole. Safe for all threads. */
public interface ManagedBroker {

    /** Its figures, in the order for people. */
    Map<String, Object> status();
}
