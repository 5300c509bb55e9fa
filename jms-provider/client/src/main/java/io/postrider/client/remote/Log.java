package io.postrider.client.remote;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one logger of remote links, named for people who configure it. */
final class Log {
    static final Logger LOG = LoggerFactory.getLogger("io.postrider.client.remote");

    private Log() {}
}
