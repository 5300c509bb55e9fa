package io.postrider.broker.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Principal;
import java.util.Map;
import java.util.Set;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginException;
import javax.security.auth.spi.LoginModule;
import org.junit.jupiter.api.Test;

class JaasRealmTest {
    private final Configuration configuration = new Configuration() {
        @Override
        public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
            return name.equals("postrider")
                    ? new AppConfigurationEntry[] {
                        new AppConfigurationEntry(
                                AnnModule.class.getName(), LoginModuleControlFlag.REQUIRED, Map.of("role", "clerk"))
                    }
                    : null;
        }
    };
    private final JaasRealm realm = new JaasRealm("postrider", configuration);

    @Test
    void aLoginModuleDecidesAndItsPrincipalsAreTheRoles() {
        assertThat(realm.authenticate(Credentials.local("ann", "secret"))).contains(new User("ann", Set.of("clerk")));
    }

    @Test
    void whomTheModuleRefusesIsNotKnown() {
        assertThat(realm.authenticate(Credentials.local("ann", "wrong"))).isEmpty();
        assertThat(realm.authenticate(Credentials.local("ann", null))).isEmpty();
        assertThat(realm.authenticate(Credentials.local(null, null))).isEmpty();
    }

    @Test
    void anEntryThatDoesNotExistKnowsNobody() {
        assertThat(new JaasRealm("nothing", configuration).authenticate(Credentials.local("ann", "secret")))
                .isEmpty();
    }

    @Test
    void theModulesAreAskedAgainOfThoseWhoAreConnected() {
        VirtualClock clock = new VirtualClock();
        JaasRealm asksAgain = new JaasRealm("postrider", configuration, 60_000, clock);
        Object edition = asksAgain.edition();
        assertThat(asksAgain.edition()).isEqualTo(edition);
        clock.advanceMillis(60_000);
        assertThat(asksAgain.edition()).isNotEqualTo(edition);
        assertThat(realm.edition()).as("never").isNull();

        User ann = new User("ann", Set.of("a role of before"));
        assertThat(asksAgain.lookAgain(Credentials.local("ann", "secret"), ann))
                .contains(new User("ann", Set.of("clerk")));
        assertThat(asksAgain.lookAgain(Credentials.local("ann", "a password of before"), ann))
                .isEmpty();
        AnnModule.unreachable = true;
        try {
            assertThat(asksAgain.lookAgain(Credentials.local("ann", "secret"), ann))
                    .contains(ann);
            assertThat(asksAgain.authenticate(Credentials.local("ann", "secret")))
                    .as("but nobody new")
                    .isEmpty();
        } finally {
            AnnModule.unreachable = false;
        }
    }

    /** Knows one user. */
    public static final class AnnModule implements LoginModule {
        private static volatile boolean unreachable;
        private Subject subject;
        private CallbackHandler handler;
        private String role;

        @Override
        public void initialize(
                Subject given, CallbackHandler callbacks, Map<String, ?> shared, Map<String, ?> options) {
            subject = given;
            handler = callbacks;
            role = (String) options.get("role");
        }

        @Override
        public boolean login() throws LoginException {
            NameCallback name = new NameCallback("name");
            PasswordCallback password = new PasswordCallback("password", false);
            try {
                handler.handle(new Callback[] {name, password});
            } catch (java.io.IOException | javax.security.auth.callback.UnsupportedCallbackException e) {
                throw new LoginException(e.toString());
            }
            if (unreachable) {
                throw new LoginException("the directory does not answer");
            }
            if (!"ann".equals(name.getName())
                    || password.getPassword() == null
                    || !new String(password.getPassword()).equals("secret")) {
                throw new FailedLoginException("no");
            }
            return true;
        }

        @Override
        public boolean commit() {
            subject.getPrincipals().add(new Named("ann"));
            subject.getPrincipals().add(new Named(role));
            return true;
        }

        @Override
        public boolean abort() {
            return true;
        }

        @Override
        public boolean logout() {
            subject.getPrincipals().clear();
            return true;
        }
    }

    private record Named(String name) implements Principal {
        @Override
        public String getName() {
            return name;
        }
    }
}
