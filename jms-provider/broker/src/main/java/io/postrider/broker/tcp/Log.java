package io.postrider.broker.tcp;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one logger of the acceptor, named for people who configure it. */
final class Log {
    static final Logger LOG = LoggerFactory.getLogger("io.postrider.broker.tcp");

    private Log() {}
}
