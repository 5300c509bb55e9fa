package io.postrider.journal.derby.store;

import java.sql.Driver;
import org.apache.derby.iapi.services.monitor.Monitor;
import org.apache.derby.shared.common.reference.Property;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database as Derby's engine keeps it: a service with a name. Where the engine's daemon meets a failure it only logs it: the
 * database's files are given up then, and yet the service is handed out to each connection, of which all fail, those for its shutdown
 * too. So it has to be stopped without one.
 */
final class BootedService {
    private static final Logger LOG = LoggerFactory.getLogger(BootedService.class);

    private BootedService() {}

    /**
     * Stops the database if the engine still has it: it alone, with its daemon and files. If it has not, does nothing.
     *
     * @param driver of the engine
     * @param name as in its URL
     */
    static void stopIfLeft(Driver driver, String name) {
        try {
            stop(driver, name);
        } catch (RuntimeException | LinkageError e) {
            LOG.error(
                    "PR002110 Derby may still have the database {}, which failed: restart the process before you start the"
                            + " broker again; all that was confirmed is there",
                    name,
                    e);
        }
    }

    private static void stop(Driver driver, String name) {
        if (Monitor.class.getClassLoader() != driver.getClass().getClassLoader()) {
            throw new IllegalStateException("the engine is of another class loader");
        }
        if (Monitor.getMonitor() != null) {
            Object service = Monitor.findService(Property.DATABASE_MODULE, name);
            // for none it does nothing
            Monitor.getMonitor().shutdown(service);
        }
    }
}
