package io.postrider.broker.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.Permission;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BrokerSecurityTest {
    private static final String SECRET = "s3cr3t-of-ann";

    private final VirtualClock clock = new VirtualClock();
    private final RecordingLogger log = new RecordingLogger();
    private final AtomicInteger asked = new AtomicInteger();
    private final SecurityRealm realm = who -> {
        asked.incrementAndGet();
        boolean known = "ann".equals(who.userName()) && SECRET.equals(who.password())
                || who.userName() == null && "CN=shop".equals(who.certificateName());
        return known ? Optional.of(new User(who.claimedName(), Set.of("clerk"))) : Optional.empty();
    };

    private BrokerSecurity security(SecuritySettings settings) {
        return new BrokerSecurity("test", settings, clock, new AuditLog("test", log));
    }

    private static Credentials remote(String user, String password) {
        return new Credentials(user, password, "10.0.0.1:4000", null);
    }

    private static BrokerException refusal(BrokerSecurity security, Credentials who) {
        BrokerException refusal = catchThrowableOfType(BrokerException.class, () -> security.authenticate(who));
        assertThat(refusal).as("%s is refused", who).isNotNull();
        assertThat(refusal.error()).isEqualTo(BrokerError.NOT_AUTHENTICATED);
        return refusal;
    }

    @Test
    void withoutUsersThisVmIsWelcomeAndNobodyElse() throws BrokerException {
        BrokerSecurity security = security(SecuritySettings.defaults());

        assertThat(security.authenticate(Credentials.local(null, null)).user().roles())
                .containsExactly(User.ADMINISTRATOR);
        assertThat(security.authenticate(Credentials.local("any", "x")).user().name())
                .isEqualTo("any");
        refusal(security, remote(null, null));
        refusal(security, remote("admin", "admin"));
    }

    @Test
    void guestsComeFromOutsideWhereTheyAreAskedForAndManageNothing() throws BrokerException {
        BrokerSecurity security = security(SecuritySettings.defaults().withGuests(true));

        assertThat(security.authenticate(remote(null, null)).user().roles()).containsExactly(User.GUEST);
        refusal(security, remote("admin", "admin"));
    }

    @Test
    void withUsersOnlyTheyAreWelcomeInsideAndOutside() throws BrokerException {
        BrokerSecurity security = security(SecuritySettings.defaults().withRealm(realm));

        assertThat(security.authenticate(remote("ann", SECRET)).user()).isEqualTo(new User("ann", Set.of("clerk")));
        refusal(security, remote("ann", "wrong"));
        refusal(security, Credentials.local(null, null));
        refusal(security, Credentials.local("ann", "wrong"));
    }

    @Test
    void aCertificateIsEnoughForWhomTheRealmKnowsByIt() throws BrokerException {
        BrokerSecurity security = security(SecuritySettings.defaults().withRealm(realm));

        assertThat(security.authenticate(new Credentials(null, null, "10.0.0.1:1", "CN=shop"))
                        .user()
                        .name())
                .isEqualTo("CN=shop");
        refusal(security, new Credentials(null, null, "10.0.0.1:1", "CN=other"));
    }

    @Test
    void wrongAndUnknownAreToldAlike() {
        BrokerSecurity security = security(SecuritySettings.defaults().withRealm(realm));

        String wrong = refusal(security, remote("ann", "wrong")).getMessage();
        String unknown = refusal(security, remote("bob", "wrong")).getMessage();

        assertThat(unknown).isEqualTo(wrong.replace("ann", "bob"));
    }

    @Test
    void afterTooManyFailuresTheRealmIsNotAskedForAWhile() throws BrokerException {
        BrokerSecurity security = security(SecuritySettings.defaults().withRealm(realm));
        for (int i = 0; i < 5; i++) {
            refusal(security, remote("ann", "wrong"));
        }
        assertThat(asked).hasValue(5);

        assertThat(refusal(security, remote("ann", SECRET))).hasMessageContaining("1 s");
        assertThat(asked).hasValue(5);

        clock.advanceMillis(1_000);
        assertThat(security.authenticate(remote("ann", SECRET)).user().name()).isEqualTo("ann");
    }

    @Test
    void whoFailsInThisVmIsNotThrottled() throws BrokerException {
        BrokerSecurity security = security(SecuritySettings.defaults().withRealm(realm));
        for (int i = 0; i < 50; i++) {
            refusal(security, Credentials.local("ann", "wrong"));
        }
        assertThat(security.authenticate(Credentials.local("ann", SECRET))
                        .user()
                        .name())
                .isEqualTo("ann");
    }

    @Test
    void theAuditLogSaysWhoFromWhereAndHowAndNeverASecret() throws BrokerException {
        Access access = security(SecuritySettings.defaults().withRealm(realm)).authenticate(remote("ann", SECRET));
        refusal(
                security(SecuritySettings.defaults().withRealm(realm)),
                remote("eve\nPR001701 broker test: \"root\" logs in", SECRET + "x"));
        catchThrowableOfType(BrokerException.class, () -> access.require(Permission.MANAGE, null));
        access.audit("queue-purge {name=orders}", "done");

        assertThat(log.lines())
                .containsExactly(
                        "INFO PR001701 broker test: \"ann\" from 10.0.0.1:4000 logs in with roles [clerk]: accepted",
                        "WARN PR001702 broker test: \"eve?PR001701 broker test: \"root\" logs in\" from 10.0.0.1:4000"
                                + " logs in: refused, name and password do not fit",
                        "WARN PR001703 broker test: \"ann\" from 10.0.0.1:4000 wants to manage the broker: refused",
                        "INFO PR001704 broker test: \"ann\" from 10.0.0.1:4000 manages: queue-purge {name=orders}: done");
    }

    @Test
    void whoHasProvedNothingIsLetInQuietly() throws BrokerException {
        security(SecuritySettings.defaults()).authenticate(Credentials.local(null, null));
        security(SecuritySettings.defaults().withGuests(true)).authenticate(remote(null, null));

        assertThat(log.lines())
                .containsExactly(
                        "DEBUG PR001701 broker test: a guest from this VM logs in with roles [admin]: accepted",
                        "DEBUG PR001701 broker test: a guest from 10.0.0.1:4000 logs in with roles [guest]: accepted");
    }

    @Test
    void nothingThatHoldsASecretShowsIt() {
        Credentials credentials = remote("ann", SECRET);

        assertThat(credentials.toString()).contains("ann").doesNotContain(SECRET);
        BuiltInUsers users = BuiltInUsers.none().with("ann", SECRET, Set.of("clerk"));
        assertThat(SecuritySettings.defaults().withRealm(users).toString()).isEqualTo("1 users");
        assertThat(users.authenticate(credentials)).contains(new User("ann", Set.of("clerk")));
        assertThat(users.authenticate(credentials)).isPresent();
        assertThat(users.authenticate(remote("ann", "wrong"))).isEmpty();
        assertThat(users.authenticate(remote("bob", ""))).isEmpty();
    }
}
