package io.postrider.server.run;

import io.postrider.Postrider;
import io.postrider.broker.Broker;
import io.postrider.protocol.link.BrokerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A start on a journal that exists, before this Java virtual machine ends and keeps the classes it has loaded: it may have been the very first
 * start of its server, which loads less than those to come. {@code bin/postrider} asks for it by a system property.
 */
public final class Rehearsal {
    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
    private static final String ASKED_FOR = "postrider.rehearse";
    private static final String NAME = "rehearsal";

    private Rehearsal() {}

    /** Holds it, if it is asked for, in a directory of its own below that of the server's data, which is gone afterwards. */
    public static void ifAskedFor(Path dataDirectory) {
        if (!Boolean.getBoolean(ASKED_FOR)) {
            return;
        }
        Path directory = dataDirectory.resolve(NAME);
        try {
            delete(directory);
            // the first makes a journal, the second finds one
            for (int start = 1; start <= 2; start++) {
                start(directory).close();
            }
            delete(directory);
        } catch (BrokerException | IOException | RuntimeException e) {
            // the server itself has stopped in order
            LOG.debug("the start could not be rehearsed in {}", directory, e);
        }
    }

    private static Broker start(Path directory) throws BrokerException {
        return Postrider.broker()
                .name(NAME)
                .dataDirectory(directory)
                .closedAtExit(false)
                .start();
    }

    private static void delete(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
