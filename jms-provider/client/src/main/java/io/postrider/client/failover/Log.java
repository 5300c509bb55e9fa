package io.postrider.client.failover;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The package's one logger. */
final class Log {
    static final Logger LOG = LoggerFactory.getLogger(FailoverConnector.class);

    private Log() {}
}
