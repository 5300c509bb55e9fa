package io.postrider.broker.policy;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Rules that give limits to users by their names; {@code *} stands for each user that no other rule says anything of, option by option. Immutable.
 *
 * <p>As text, a rule is a user and options: {@code batch maxConnections=5 maxJournalBytes=1000000000}.
 */
public final class UserRules {
    private static final String EACH = "*";
    private static final UserRules NONE = new UserRules(Map.of());

    private final Map<String, Map<UserOption, String>> rules;

    private UserRules(Map<String, Map<UserOption, String>> rules) {
        this.rules = rules;
    }

    /** No rule: no limits. */
    public static UserRules none() {
        return NONE;
    }

    /**
     * These rules and those of a text, with semicolons or line ends between them.
     *
     * @throws IllegalArgumentException naming the rule that cannot be understood, and why
     */
    public UserRules with(String text) {
        return RuleText.read(text, this, UserRules::with);
    }

    private UserRules with(String user, String name, String value) {
        UserOption option = UserOption.named(name);
        option.row().check(UserOption.KIND, value);
        Map<String, Map<UserOption, String>> changed = new LinkedHashMap<>();
        rules.forEach((other, values) -> changed.put(other, new EnumMap<>(values)));
        changed.computeIfAbsent(user, none -> new EnumMap<>(UserOption.class)).put(option, value);
        return new UserRules(changed);
    }

    /** What a user may have. */
    public UserLimits of(String user) {
        long timeoutMillis = number(user, UserOption.BLOCK_TIMEOUT);
        return new UserLimits(
                setting(user, UserOption.MAX_CONNECTIONS),
                (int) number(user, UserOption.MAX_CONNECTIONS),
                new ByteRule(
                        setting(user, UserOption.MAX_MEMORY),
                        number(user, UserOption.MAX_MEMORY),
                        Limits.WhenFull.named(value(user, UserOption.WHEN_MEMORY_FULL)),
                        timeoutMillis),
                new ByteRule(
                        setting(user, UserOption.MAX_JOURNAL),
                        number(user, UserOption.MAX_JOURNAL),
                        Limits.WhenFull.named(value(user, UserOption.WHEN_JOURNAL_FULL)),
                        timeoutMillis));
    }

    private String rule(String user, UserOption option) {
        return rules.getOrDefault(user, Map.of()).containsKey(option) ? user : EACH;
    }

    /** For people: which rule says it, such as {@code "batch maxConnections"}. */
    private String setting(String user, UserOption option) {
        return "limits.users \"" + rule(user, option) + "\" " + option;
    }

    private String value(String user, UserOption option) {
        return rules.getOrDefault(rule(user, option), Map.of())
                .getOrDefault(option, option.row().defaultValue());
    }

    private long number(String user, UserOption option) {
        return Long.parseLong(value(user, option));
    }

    /** For people. */
    @Override
    public String toString() {
        return rules.toString();
    }
}
