package io.postrider.broker.security;

import io.postrider.protocol.link.Permission;
import io.postrider.protocol.message.DestinationName;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rules that give roles permissions on destinations. For a destination and a permission, the rule with the most specific
 * pattern that says anything of this permission decides alone: its roles have it, all others have not. Where no rule says
 * anything, nobody has it. Immutable.
 *
 * <p>The broker itself is managed by those who have {@link Permission#MANAGE} by the pattern {@code >}.
 */
public final class Permissions implements Authorizer {
    /** In the place of a role: every user, with whatever roles. */
    public static final String EVERYONE = "*";

    private final List<Rule> rules;

    private Permissions(List<Rule> rules) {
        this.rules = rules;
    }

    private record Rule(DestinationPattern pattern, Map<Permission, Set<String>> roles) {}

    /** Without any rule yet. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * What holds where nothing is configured: all users may use, create and delete all destinations; administrators alone may
     * manage.
     */
    public static Permissions defaults() {
        Builder builder = builder();
        for (Permission permission : EnumSet.complementOf(EnumSet.of(Permission.MANAGE))) {
            builder.permit(">", permission, EVERYONE);
        }
        return builder.permit(">", Permission.MANAGE, User.ADMINISTRATOR).build();
    }

    @Override
    public boolean permits(User user, Permission permission, DestinationName destination) {
        for (Rule rule : rules) {
            Set<String> roles = rule.roles.get(permission);
            boolean applies = destination == null ? rule.pattern.matchesAll() : rule.pattern.matches(destination);
            if (roles != null && applies) {
                return roles.contains(EVERYONE) || user.roles().stream().anyMatch(roles::contains);
            }
        }
        return false;
    }

    /** For people: the rules, the most specific first. */
    @Override
    public String toString() {
        return rules.toString();
    }

    /** Collects rules. For one thread. */
    public static final class Builder {
        private final Map<DestinationPattern, Map<Permission, Set<String>>> rules = new LinkedHashMap<>();

        private Builder() {}

        /**
         * Adds roles to those that have a permission by a pattern.
         *
         * @param pattern see {@link DestinationPattern}
         * @param roles by name, or {@link #EVERYONE}; none says that nobody has it
         * @throws IllegalArgumentException if the pattern cannot be read
         */
        public Builder permit(String pattern, Permission permission, String... roles) {
            rules.computeIfAbsent(DestinationPattern.parse(pattern), key -> new EnumMap<>(Permission.class))
                    .computeIfAbsent(permission, key -> new HashSet<>())
                    .addAll(List.of(roles));
            return this;
        }

        /** The rules. */
        public Permissions build() {
            List<Rule> sorted = new ArrayList<>();
            rules.forEach((pattern, roles) -> {
                Map<Permission, Set<String>> copy = new EnumMap<>(Permission.class);
                roles.forEach((permission, names) -> copy.put(permission, Set.copyOf(names)));
                sorted.add(new Rule(pattern, copy));
            });
            sorted.sort((one, other) -> DestinationPattern.SPECIFIC_FIRST.compare(one.pattern, other.pattern));
            return new Permissions(List.copyOf(sorted));
        }
    }
}
