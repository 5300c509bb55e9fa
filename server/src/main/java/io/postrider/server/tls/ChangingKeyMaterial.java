package io.postrider.server.tls;

import io.postrider.server.config.ServerOption;
import io.postrider.server.config.ServerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Key material that is read again once its files have changed. What cannot be read changes nothing, and is logged: a
 * renewal that went wrong must not close the door. Safe for all threads.
 */
final class ChangingKeyMaterial {
    private static final Logger LOG = LoggerFactory.getLogger(ChangingKeyMaterial.class);

    private final ServerSettings settings;
    private final long intervalNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile KeyMaterial current;
    private volatile long lookedAtNanos;
    private List<String> marks;

    ChangingKeyMaterial(ServerSettings settings) throws GeneralSecurityException {
        this.settings = settings;
        this.intervalNanos = TimeUnit.SECONDS.toNanos(settings.number(ServerOption.TLS_RELOAD_SECONDS));
        this.marks = marks();
        this.current = KeyMaterial.read(settings);
        this.lookedAtNanos = System.nanoTime();
    }

    /** What holds now. May read files, at most once in the configured interval. */
    KeyMaterial current() {
        if (intervalNanos > 0 && System.nanoTime() - lookedAtNanos > intervalNanos && lock.tryLock()) {
            try {
                look();
            } finally {
                lock.unlock();
            }
        }
        return current;
    }

    private void look() {
        lookedAtNanos = System.nanoTime();
        List<String> seen = marks();
        if (seen.equals(marks)) {
            return;
        }
        marks = seen;
        try {
            current = KeyMaterial.read(settings);
            LOG.info("PR005011 The certificates have changed: new connections use the new ones");
        } catch (GeneralSecurityException e) {
            LOG.error("PR005012 The certificates have changed, and the old ones stay in use: {}", e.getMessage());
        }
    }

    private List<String> marks() {
        List<String> found = new ArrayList<>();
        for (Path file : KeyMaterial.files(settings)) {
            found.add(mark(file));
        }
        return found;
    }

    private static String mark(Path file) {
        try {
            return Files.getLastModifiedTime(file) + "/" + Files.size(file);
        } catch (IOException e) {
            return "unreadable";
        }
    }
}
