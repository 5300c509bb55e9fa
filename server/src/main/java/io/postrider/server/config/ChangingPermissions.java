package io.postrider.server.config;

import io.postrider.broker.security.Authorizer;
import io.postrider.broker.security.Permissions;
import io.postrider.broker.security.User;
import io.postrider.protocol.link.Permission;
import io.postrider.protocol.message.DestinationName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The permissions of the configuration, which are read again when its file has changed. A file that is gone or makes no sense changes
 * nothing, and is logged; nor does one that is being written: it must look the same twice. Safe for all threads.
 */
public final class ChangingPermissions implements Authorizer {
    private static final Logger LOG = LoggerFactory.getLogger(ChangingPermissions.class);

    private final ReentrantLock lock = new ReentrantLock();
    private volatile Permissions current;

    // guarded by the lock
    private ServerSettings settings;
    private String usedMark;
    private String seenMark;

    /**
     * The permissions that settings give.
     *
     * @throws ConfigurationException naming the rule that cannot be understood
     */
    public ChangingPermissions(ServerSettings settings) throws ConfigurationException {
        this.settings = settings;
        this.usedMark = mark();
        this.seenMark = usedMark;
        this.current = PermissionRules.of(settings);
    }

    @Override
    public boolean permits(User user, Permission permission, DestinationName destination) {
        return current.permits(user, permission, destination);
    }

    @Override
    public Object edition() {
        if (settings.file() != null && lock.tryLock()) {
            try {
                look();
            } finally {
                lock.unlock();
            }
        }
        return current;
    }

    private void look() {
        String mark = mark();
        boolean settled = mark.equals(seenMark);
        seenMark = mark;
        if (settled && !mark.equals(usedMark)) {
            usedMark = mark;
            readAgain();
        }
    }

    private void readAgain() {
        try {
            ServerSettings read = settings.readAgain();
            Permissions permissions = PermissionRules.of(read);
            tellOfOthers(read);
            if (!read.text(ServerOption.PERMISSIONS).equals(settings.text(ServerOption.PERMISSIONS))) {
                current = permissions;
                LOG.info("PR005021 {} has changed: other permissions hold now", read.file());
            }
            settings = read;
        } catch (ConfigurationException e) {
            LOG.error("PR005022 the permissions stay as they were: {}", e.getMessage());
        }
    }

    private void tellOfOthers(ServerSettings read) {
        List<String> changed = new ArrayList<>();
        for (ServerOption option : ServerOption.values()) {
            if (option != ServerOption.PERMISSIONS && !read.text(option).equals(settings.text(option))) {
                changed.add(option.key());
            }
        }
        if (!changed.isEmpty()) {
            LOG.warn("PR005023 {} has changed: {} will hold from the next start on", read.file(), changed);
        }
    }

    private String mark() {
        Path file = settings.file();
        if (file == null) {
            return "none";
        }
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.lastModifiedTime() + "/" + attributes.size() + "/" + attributes.fileKey();
        } catch (IOException e) {
            return "unreadable";
        }
    }
}
