package io.postrider.broker.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.protocol.link.Permission;
import io.postrider.protocol.message.DestinationName;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PermissionsTest {
    private static final DestinationName ORDERS = DestinationName.queue("shop.orders");
    private static final User CLERK = new User("ann", Set.of("clerk"));
    private static final User ADMINISTRATOR = new User("root", Set.of(User.ADMINISTRATOR));
    private static final User NOBODY = new User("nobody", Set.of());

    @Test
    void theMostSpecificRuleOfAPermissionDecidesAlone() {
        Permissions permissions = Permissions.builder()
                .permit(">", Permission.SEND, "admin", "clerk")
                .permit("shop.*", Permission.SEND, "admin")
                .permit(">", Permission.CONSUME, "clerk")
                .build();

        assertThat(permissions.permits(CLERK, Permission.SEND, ORDERS)).isFalse();
        assertThat(permissions.permits(ADMINISTRATOR, Permission.SEND, ORDERS)).isTrue();
        assertThat(permissions.permits(CLERK, Permission.SEND, DestinationName.queue("other")))
                .isTrue();
        // the rule for shop.* says nothing of it
        assertThat(permissions.permits(CLERK, Permission.CONSUME, ORDERS)).isTrue();
    }

    @Test
    void whatNoRuleSpeaksOfIsRefused() {
        Permissions permissions =
                Permissions.builder().permit("shop.>", Permission.SEND, "*").build();

        assertThat(permissions.permits(NOBODY, Permission.SEND, ORDERS)).isTrue();
        assertThat(permissions.permits(ADMINISTRATOR, Permission.BROWSE, ORDERS))
                .isFalse();
        assertThat(permissions.permits(ADMINISTRATOR, Permission.SEND, DestinationName.queue("other")))
                .isFalse();
    }

    @Test
    void aRuleWithoutRolesShutsEverybodyOut() {
        Permissions permissions = Permissions.builder()
                .permit(">", Permission.SEND, "*")
                .permit("shop.orders", Permission.SEND)
                .build();

        assertThat(permissions.permits(ADMINISTRATOR, Permission.SEND, ORDERS)).isFalse();
    }

    @Test
    void theBrokerIsManagedByThoseWhoManageEverything() {
        Permissions permissions = Permissions.builder()
                .permit("shop.>", Permission.MANAGE, "clerk")
                .permit("queue://>", Permission.MANAGE, "clerk")
                .permit(">", Permission.MANAGE, "admin")
                .build();

        assertThat(permissions.permits(CLERK, Permission.MANAGE, ORDERS)).isTrue();
        assertThat(permissions.permits(CLERK, Permission.MANAGE, null)).isFalse();
        assertThat(permissions.permits(ADMINISTRATOR, Permission.MANAGE, null)).isTrue();
    }

    @Test
    void withNothingConfiguredAllMayUseAndAdministratorsManage() {
        for (Permission permission : Permission.values()) {
            assertThat(Permissions.defaults().permits(NOBODY, permission, ORDERS))
                    .isEqualTo(permission != Permission.MANAGE);
            assertThat(Permissions.defaults().permits(ADMINISTRATOR, permission, ORDERS))
                    .isTrue();
        }
    }
}
