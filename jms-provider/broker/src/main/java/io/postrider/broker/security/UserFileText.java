package io.postrider.broker.security;

import io.postrider.broker.security.Accounts.Account;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** The lines of a {@link UserFile}: reads them, and writes them anew whole. Comments stay. Safe for all threads. */
final class UserFileText {
    private static final String CERTIFICATE = "certificate";
    private static final String HEADER = "# name:password:roles, kept by \"postrider user\"";
    private static final long LOCK_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long LOCK_RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Path path;

    UserFileText(Path path) {
        this.path = path;
    }

    /**
     * Makes sure that a name and roles can stand in a line.
     *
     * @throws IllegalArgumentException with the reason
     */
    static void requireNames(String name, Set<String> roles) {
        if (name.isBlank() || name.startsWith("#") || !name.equals(name.strip()) || hasAny(name, ":")) {
            throw new IllegalArgumentException(
                    "a user's name must not be blank, begin with # or a blank, end with a blank,"
                            + " or contain a colon or a control character: \"" + AuditLog.printable(name) + "\"");
        }
        for (String role : roles) {
            if (role.isBlank()
                    || !role.equals(role.strip())
                    || role.equals(Permissions.EVERYONE)
                    || hasAny(role, ":,")) {
                throw new IllegalArgumentException("a role must not be blank, begin or end with a blank, be \"*\", or"
                        + " contain a colon, a comma or a control character: \"" + AuditLog.printable(role) + "\"");
            }
        }
    }

    private static boolean hasAny(String text, String forbidden) {
        return text.chars().anyMatch(c -> Character.isISOControl(c) || forbidden.indexOf(c) >= 0);
    }

    /**
     * The users.
     *
     * @throws IOException if the file cannot be read or understood, naming it, and the line
     */
    Map<String, Account> read() throws IOException {
        Map<String, Account> users = new LinkedHashMap<>();
        List<String> lines = lines();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (isComment(line)) {
                continue;
            }
            try {
                String[] fields = line.split(":", -1);
                if (fields.length != 3) {
                    throw new IllegalArgumentException("expected name:password:roles");
                }
                Account account = account(fields[1].strip(), fields[2]);
                requireNames(fields[0], account.roles());
                if (users.put(fields[0], account) != null) {
                    throw new IllegalArgumentException("the user stands there twice");
                }
            } catch (IllegalArgumentException e) {
                // the line itself is not repeated: it may hold a hash
                throw new IOException(path + ", line " + (i + 1) + ": " + e.getMessage(), e);
            }
        }
        return users;
    }

    private static Account account(String password, String roles) {
        Set<String> names = new TreeSet<>();
        for (String role : roles.split(",")) {
            if (!role.isBlank()) {
                names.add(role.strip());
            }
        }
        return new Account(password.equals(CERTIFICATE) ? null : PasswordHash.parse(password), names);
    }

    private List<String> lines() throws IOException {
        return Files.exists(path) ? Files.readAllLines(path, StandardCharsets.UTF_8) : List.of(HEADER);
    }

    private static boolean isComment(String line) {
        return line.isBlank() || line.startsWith("#");
    }

    /**
     * Changes the users, with nobody else doing so meanwhile.
     *
     * @param change changes the map; returns whether it did
     * @return what that returned
     * @throws IOException if the file cannot be read or written; it is as it was then
     */
    boolean change(Predicate<Map<String, Account>> change) throws IOException {
        Files.createDirectories(path.getParent());
        Path lockPath = path.resolveSibling(path.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(lockPath, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = lock(channel)) {
            Map<String, Account> users = read();
            boolean changed = lock.isValid() && change.test(users);
            if (changed) {
                write(users);
            }
            return changed;
        }
    }

    /** Waits for the lock: a channel's lock knows other processes, and refuses other threads of this one. */
    private FileLock lock(FileChannel channel) throws IOException {
        for (long waited = 0; waited < LOCK_PATIENCE_NANOS; waited += LOCK_RETRY_NANOS) {
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    return lock;
                }
            } catch (OverlappingFileLockException heldByThisProcess) {
                LockSupport.parkNanos(LOCK_RETRY_NANOS);
                continue;
            }
            LockSupport.parkNanos(LOCK_RETRY_NANOS);
        }
        throw new IOException(path + " is being changed by another process for too long a time");
    }

    private void write(Map<String, Account> users) throws IOException {
        List<String> lines = new ArrayList<>();
        lines().stream().filter(UserFileText::isComment).forEach(lines::add);
        users.forEach((name, account) -> lines.add(name + ":"
                + (account.password() == null ? CERTIFICATE : account.password().encoded()) + ":"
                + String.join(",", account.roles())));
        Path next = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(next);
        if (next.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        try (FileChannel out = FileChannel.open(next, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            var bytes = StandardCharsets.UTF_8.encode(String.join("\n", lines) + "\n");
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
