package io.postrider.server.config;

import io.postrider.broker.security.Permissions;
import io.postrider.protocol.link.Permission;
import java.util.Locale;

/** Reads the rules of permissions, each of the form {@code PATTERN PERMISSION,... ROLE,...}. */
public final class PermissionRules {
    private static final String ALL = "all";
    private static final String NOBODY = "nobody";

    private PermissionRules() {}

    /**
     * The permissions that settings give.
     *
     * @throws ConfigurationException naming the rule that cannot be understood
     */
    public static Permissions of(ServerSettings settings) throws ConfigurationException {
        Setting setting = settings.setting(ServerOption.PERMISSIONS);
        if (setting.value().isBlank()) {
            return Permissions.defaults();
        }
        Permissions.Builder permissions = Permissions.builder();
        for (String rule : setting.value().split(";")) {
            if (!rule.isBlank()) {
                add(permissions, rule.strip(), setting.source());
            }
        }
        return permissions.build();
    }

    private static void add(Permissions.Builder permissions, String rule, String source) throws ConfigurationException {
        String[] parts = rule.split("\\s+");
        if (parts.length != 3) {
            throw new ConfigurationException(source + ": the rule \"" + rule
                    + "\" is not of the form PATTERN PERMISSION,... ROLE,... such as \"orders.> send,consume clerk\"");
        }
        String[] roles = parts[2].equals(NOBODY) ? new String[0] : parts[2].split(",");
        try {
            for (String word : parts[1].split(",")) {
                for (Permission permission : word.equals(ALL) ? Permission.values() : one(word)) {
                    permissions.permit(parts[0], permission, roles);
                }
            }
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    source + ": the rule \"" + rule + "\" cannot be understood: " + e.getMessage(), e);
        }
    }

    private static Permission[] one(String word) {
        for (Permission permission : Permission.values()) {
            if (permission.name().toLowerCase(Locale.ROOT).equals(word)) {
                return new Permission[] {permission};
            }
        }
        throw new IllegalArgumentException("there is no permission \"" + word
                + "\"; there are send, consume, browse, create, delete, manage, and all for all of them");
    }
}
