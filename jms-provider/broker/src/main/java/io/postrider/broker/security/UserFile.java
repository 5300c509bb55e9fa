package io.postrider.broker.security;

import io.postrider.broker.security.Accounts.Account;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The realm of the users in a text file, a line each:
 *
 * <pre>
 * # name:password:roles
 * alice:pbkdf2-sha512$220000$...$...:admin,orders
 * CN=shop,O=Acme:certificate:orders
 * </pre>
 *
 * <p>A user with the word {@code certificate} in the place of a hash shows a client certificate with that name. The file is read again
 * when it has changed; one that cannot be read or understood then changes nothing, and is logged. Changes are
 * written to a new file, which takes the old one's place, and are safe against others, in this process or another one. On
 * file systems that know owners, the owner alone may read it. Safe for all threads.
 */
public final class UserFile implements SecurityRealm {
    private static final Logger LOG = LoggerFactory.getLogger(UserFile.class);
    private static final String PASSWORD_LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final int PASSWORD_LENGTH = 20;

    private final Path path;
    private final UserFileText text;
    private final AtomicReference<Contents> contents = new AtomicReference<>();
    private final AtomicReference<FutureTask<Candidate>> candidate = new AtomicReference<>();

    /** What was read, and by which marks one sees that the file is another one by now. */
    private record Contents(Accounts accounts, Object mark) {}

    /** An administrator who may become the first. */
    private record Candidate(String password, PasswordHash hash) {
        static Candidate make() {
            String password = randomPassword();
            return new Candidate(password, PasswordHash.of(password));
        }

        /** Without the password. */
        @Override
        public String toString() {
            return "Candidate[" + User.ADMINISTRATOR + "]";
        }
    }

    /** A change of the users. */
    @FunctionalInterface
    private interface Change {
        /** Changes the users; returns whether it did. */
        boolean apply(Map<String, Account> users);
    }

    /**
     * The first administrator of a new file.
     *
     * @param userName the name
     * @param password was made by chance, and stands nowhere else: to be shown once; never shown by {@link #toString}
     */
    public record FirstAdministrator(String userName, String password) {
        @Override
        public String toString() {
            return "FirstAdministrator[userName=" + userName + "]";
        }
    }

    private UserFile(Path path) {
        this.path = path;
        this.text = new UserFileText(path);
    }

    /**
     * Reads a file; one that does not exist yet has no users.
     *
     * @throws IOException if it cannot be read or understood, naming the file, and the line
     */
    public static UserFile open(Path path) throws IOException {
        UserFile file = new UserFile(path.toAbsolutePath());
        file.contents.set(file.read());
        return file;
    }

    @Override
    public Optional<User> authenticate(Credentials credentials) {
        Accounts accounts = current();
        Optional<User> user = accounts.authenticate(credentials);
        if (user.isPresent() && credentials.userName() != null) {
            upgrade(accounts.byName().get(credentials.userName()), credentials);
        }
        return user;
    }

    @Override
    public Object edition() {
        return current();
    }

    /** The password is at hand: a hash of a time with weaker computers is replaced. */
    private void upgrade(Account account, Credentials credentials) {
        if (!account.password().outdated()) {
            return;
        }
        String name = credentials.userName();
        try {
            PasswordHash stronger = PasswordHash.of(credentials.password() == null ? "" : credentials.password());
            change(users -> {
                // somebody may have changed the password meanwhile: then that one counts
                Account known = users.get(name);
                boolean same = known != null
                        && known.password() != null
                        && known.password().encoded().equals(account.password().encoded());
                return same && users.put(name, new Account(stronger, known.roles())) != null;
            });
        } catch (IOException e) {
            LOG.warn("PR001710 {}: the hash of \"{}\" stays as weak as it is: {}", path, name, e.toString());
        }
    }

    /** The users by their names, with their roles, in order. Reads the file if it has changed. */
    public Map<String, Set<String>> users() {
        Map<String, Set<String>> roles = new TreeMap<>();
        current().byName().forEach((name, account) -> roles.put(name, account.roles()));
        return roles;
    }

    /**
     * Adds a user. Blocks for a tenth of a second or more.
     *
     * @return false if there is one of this name, and nothing was changed
     * @throws IllegalArgumentException if the name, a role or the password cannot be kept, with the reason
     * @throws IOException if the file cannot be written
     */
    public boolean add(String name, String password, Set<String> roles) throws IOException {
        UserFileText.requireNames(name, roles);
        requirePassword(password);
        Account account = new Account(PasswordHash.of(password), roles);
        return change(users -> users.putIfAbsent(name, account) == null);
    }

    /**
     * Adds a user who shows a client certificate.
     *
     * @param distinguishedName the certificate's (RFC 2253), which is the user's name
     * @return false if there is one of this name, and nothing was changed
     * @throws IllegalArgumentException if the name or a role cannot be kept, with the reason
     * @throws IOException if the file cannot be written
     */
    public boolean addCertificate(String distinguishedName, Set<String> roles) throws IOException {
        UserFileText.requireNames(distinguishedName, roles);
        return change(users -> users.putIfAbsent(distinguishedName, new Account(null, roles)) == null);
    }

    /**
     * Removes a user. A broker of this realm soon ends the connections that are open.
     *
     * @return false if there was none
     * @throws IOException if the file cannot be written
     */
    public boolean remove(String name) throws IOException {
        return change(users -> users.remove(name) != null);
    }

    /**
     * Gives a user another password. A broker of this realm soon ends connections with the former one. Blocks for a tenth of a second or more.
     *
     * @return false if there is no such user, and nothing was changed
     * @throws IllegalArgumentException if the password is empty
     * @throws IOException if the file cannot be written
     */
    public boolean changePassword(String name, String password) throws IOException {
        requirePassword(password);
        PasswordHash hash = PasswordHash.of(password);
        return change(users -> users.computeIfPresent(name, (key, known) -> new Account(hash, known.roles())) != null);
    }

    /**
     * Gives a user other roles, which soon count for connections that are open, too.
     *
     * @return false if there is no such user, and nothing was changed
     * @throws IllegalArgumentException if a role cannot be kept, with the reason
     * @throws IOException if the file cannot be written
     */
    public boolean changeRoles(String name, Set<String> roles) throws IOException {
        UserFileText.requireNames(name, roles);
        return change(
                users -> users.computeIfPresent(name, (key, known) -> new Account(known.password(), roles)) != null);
    }

    /**
     * If the file has no user, begins what {@link #createFirstAdministrator} needs most of its time for: for a start that has
     * something else to do meanwhile.
     *
     * @param executor on whose thread that is done
     */
    public void expectFirstAdministrator(Executor executor) {
        FutureTask<Candidate> making = new FutureTask<>(Candidate::make);
        if (current().byName().isEmpty() && candidate.compareAndSet(null, making)) {
            executor.execute(making);
        }
    }

    /**
     * Adds an administrator with a password made by chance, if the file has no user at all: for the first start of a server.
     *
     * @return the administrator, whose password is to be shown once; empty if there are users
     * @throws IOException if the file cannot be written
     */
    public Optional<FirstAdministrator> createFirstAdministrator() throws IOException {
        if (!current().byName().isEmpty()) {
            return Optional.empty();
        }
        Candidate made = candidate();
        Account account = new Account(made.hash, Set.of(User.ADMINISTRATOR));
        boolean first = change(users -> users.isEmpty() && users.putIfAbsent(User.ADMINISTRATOR, account) == null);
        return first ? Optional.of(new FirstAdministrator(User.ADMINISTRATOR, made.password)) : Optional.empty();
    }

    /** One that nobody else gets: its password may be shown. */
    private Candidate candidate() {
        FutureTask<Candidate> expected = candidate.getAndSet(null);
        if (expected == null) {
            return Candidate.make();
        }
        try {
            return expected.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the first administrator's password could not be hashed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Candidate.make();
        }
    }

    private static String randomPassword() {
        SecureRandom random = new SecureRandom();
        StringBuilder password = new StringBuilder(PASSWORD_LENGTH);
        for (int i = 0; i < PASSWORD_LENGTH; i++) {
            password.append(PASSWORD_LETTERS.charAt(random.nextInt(PASSWORD_LETTERS.length())));
        }
        return password.toString();
    }

    private static void requirePassword(String password) {
        if (password.isEmpty()) {
            throw new IllegalArgumentException("a password must not be empty");
        }
    }

    private boolean change(Change change) throws IOException {
        boolean changed = text.change(change::apply);
        contents.set(read());
        return changed;
    }

    private Accounts current() {
        Contents known = contents.get();
        try {
            if (!mark().equals(known.mark)) {
                Contents read = read();
                contents.compareAndSet(known, read);
                LOG.info(
                        "PR001711 {} has changed: it has {} users now",
                        path,
                        read.accounts.byName().size());
                return read.accounts;
            }
        } catch (IOException e) {
            if (contents.compareAndSet(known, new Contents(known.accounts, markOrNone()))) {
                LOG.error("PR001712 the users stay as they were: {}", e.getMessage());
            }
        }
        return known.accounts;
    }

    private Contents read() throws IOException {
        // the mark first: who changes the file in between makes us read it once more
        Object mark = mark();
        Contents before = contents.get();
        Map<String, Account> users = text.read();
        return new Contents(before == null ? new Accounts(users) : new Accounts(users, before.accounts), mark);
    }

    private Object markOrNone() {
        try {
            return mark();
        } catch (IOException e) {
            return "unreadable";
        }
    }

    private Object mark() throws IOException {
        if (!Files.exists(path)) {
            return "none";
        }
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        return attributes.lastModifiedTime() + "/" + attributes.size() + "/" + attributes.fileKey();
    }

    /** For people: where it lies. */
    @Override
    public String toString() {
        return "the users in " + path;
    }
}
