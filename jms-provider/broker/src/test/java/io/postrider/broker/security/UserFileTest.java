package io.postrider.broker.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserFileTest {
    @TempDir
    private Path directory;

    private Path path;

    @BeforeEach
    void name() {
        path = directory.resolve("conf").resolve("users");
    }

    private static Credentials login(String name, String password) {
        return Credentials.local(name, password);
    }

    @Test
    void keepsUsersAndRolesOverARestartAndNoPassword() throws IOException {
        UserFile users = UserFile.open(path);
        assertThat(users.add("ann", "secret", Set.of("clerk", "admin"))).isTrue();
        assertThat(users.add("ann", "other", Set.of())).isFalse();
        assertThat(users.authenticate(login("ann", "secret"))).contains(new User("ann", Set.of("admin", "clerk")));

        UserFile again = UserFile.open(path);
        assertThat(again.authenticate(login("ann", "secret"))).contains(new User("ann", Set.of("admin", "clerk")));
        assertThat(again.authenticate(login("ann", "other"))).isEmpty();
        assertThat(again.authenticate(login("bob", ""))).isEmpty();
        assertThat(again.authenticate(login(null, null))).isEmpty();
        assertThat(Files.readString(path)).doesNotContain("secret").startsWith("#");
    }

    @Test
    void passwordsRolesAndUsersChangeInEveryOpenFile() throws IOException {
        UserFile users = UserFile.open(path);
        UserFile other = UserFile.open(path);
        Object nobody = other.edition();
        users.add("ann", "secret", Set.of("clerk"));
        assertThat(other.edition()).isNotSameAs(nobody).isSameAs(other.edition());
        assertThat(other.authenticate(login("ann", "secret"))).isPresent();

        assertThat(users.changePassword("ann", "better")).isTrue();
        assertThat(other.authenticate(login("ann", "secret"))).isEmpty();
        assertThat(other.authenticate(login("ann", "better"))).isPresent();

        assertThat(users.changeRoles("ann", Set.of("boss"))).isTrue();
        assertThat(other.users()).containsEntry("ann", Set.of("boss"));

        assertThat(users.remove("ann")).isTrue();
        assertThat(users.remove("ann")).isFalse();
        assertThat(users.changePassword("ann", "x")).isFalse();
        assertThat(other.authenticate(login("ann", "better"))).isEmpty();
    }

    @Test
    void aCertificatesNameIsAUserWhoNeedsNoPasswordAndHasNone() throws IOException {
        UserFile users = UserFile.open(path);
        users.addCertificate("CN=shop,O=Acme", Set.of("orders"));

        assertThat(users.authenticate(new Credentials(null, null, "10.0.0.1:1", "CN=shop,O=Acme")))
                .contains(new User("CN=shop,O=Acme", Set.of("orders")));
        assertThat(users.authenticate(new Credentials(null, null, "10.0.0.1:1", "CN=other")))
                .isEmpty();
        assertThat(users.authenticate(login("CN=shop,O=Acme", ""))).isEmpty();
        assertThat(users.authenticate(login("CN=shop,O=Acme", "certificate"))).isEmpty();
    }

    @Test
    void commentsStayAndTheOwnerAloneMayRead() throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, "# who looks after this: ann\n\n");
        UserFile.open(path).add("ann", "secret", Set.of());

        assertThat(Files.readAllLines(path))
                .startsWith("# who looks after this: ann", "")
                .hasSize(3);
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void aBrokenFileIsRefusedAtTheStartAndChangesNothingLater() throws IOException {
        UserFile users = UserFile.open(path);
        users.add("ann", "secret", Set.of());
        String hash = Files.readString(path).split(":")[3];
        Files.writeString(path, "# one\nann:" + hash + ":\nbob:" + hash + "\n");

        assertThatThrownBy(() -> UserFile.open(path))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("line 3")
                .hasMessageNotContaining("pbkdf2");
        assertThat(users.authenticate(login("ann", "secret"))).isPresent();
        assertThatThrownBy(() -> users.add("eve", "x", Set.of())).isInstanceOf(IOException.class);
    }

    @Test
    void namesThatWouldBreakALineAreRefused() throws IOException {
        UserFile users = UserFile.open(path);
        for (String name : List.of("", " ", "#ann", "a:b", "a\nb", " ann", "ann ")) {
            assertThatThrownBy(() -> users.add(name, "secret", Set.of())).isInstanceOf(IllegalArgumentException.class);
        }
        for (String role : List.of("", "a,b", "a:b", "*", "x\n", " a")) {
            assertThatThrownBy(() -> users.add("ann", "secret", Set.of(role)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> users.add("ann", "", Set.of())).isInstanceOf(IllegalArgumentException.class);
        assertThat(Files.exists(path)).isFalse();
    }

    @Test
    void aWeakHashIsReplacedAtTheNextLogin() throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, "ann:" + PasswordHash.of("secret", 1_000).encoded() + ":clerk\n");
        UserFile users = UserFile.open(path);
        assertThat(users.authenticate(login("ann", "wrong"))).isEmpty();
        assertThat(Files.readString(path)).contains("$1000$");

        assertThat(users.authenticate(login("ann", "secret"))).isPresent();

        assertThat(Files.readString(path))
                .contains("$" + PasswordHash.ITERATIONS + "$")
                .contains(":clerk");
        assertThat(users.authenticate(login("ann", "secret"))).isPresent();
        assertThat(users.authenticate(login("ann", "wrong"))).isEmpty();
    }

    @Test
    void theFirstStartMakesOneAdministratorWhosePasswordIsToldOnce() throws IOException {
        UserFile users = UserFile.open(path);
        UserFile.FirstAdministrator first = users.createFirstAdministrator().orElseThrow();

        assertThat(first.password()).hasSize(20);
        assertThat(first.toString()).doesNotContain(first.password());
        assertThat(Files.readString(path)).doesNotContain(first.password());
        assertThat(users.authenticate(login(first.userName(), first.password())))
                .contains(new User("admin", Set.of(User.ADMINISTRATOR)));
        assertThat(users.createFirstAdministrator()).isEmpty();
        assertThat(UserFile.open(path).createFirstAdministrator()).isEmpty();
    }

    @Test
    void manyWhoChangeAtOnceLoseNoChangeAndNobodySeesHalfAFile() throws Exception {
        int threads = 6;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        List<Future<?>> work = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int mine = t;
            work.add(executor.submit(() -> {
                UserFile users = UserFile.open(path);
                for (int i = 0; i < 4; i++) {
                    users.addCertificate("CN=user-" + mine + "-" + i, Set.of("r"));
                    assertThat(users.users()).containsKey("CN=user-" + mine + "-" + i);
                }
                return users.remove("CN=user-" + mine + "-0");
            }));
        }
        for (Future<?> one : work) {
            assertThat(one.get()).isEqualTo(true);
        }
        executor.shutdown();
        assertThat(UserFile.open(path).users()).hasSize(threads * 3);
    }
}
