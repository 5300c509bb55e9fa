package io.postrider.broker.policy;

import io.postrider.broker.security.DestinationPattern;
import io.postrider.protocol.message.DestinationName;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rules that give options to the destinations that a pattern names. For a destination and an option, the rule with the most specific
 * pattern that says anything of this option decides. Immutable.
 *
 * <p>As text, a rule is a pattern and options: {@code orders.> maxDeliveryAttempts=5 redeliveryDelayMillis=1000}.
 */
public final class PolicyRules {
    /** Stands for the destination's name in the name of a queue. */
    private static final String NAME = "{name}";

    private static final PolicyRules NONE = new PolicyRules(Map.of());
    private static final List<PolicyOption> KEEPING =
            List.of(PolicyOption.DEAD_LETTER_QUEUE, PolicyOption.EXPIRY_QUEUE);

    /** The most specific first. */
    private final Map<DestinationPattern, Map<PolicyOption, String>> rules;

    private PolicyRules(Map<DestinationPattern, Map<PolicyOption, String>> rules) {
        this.rules = rules;
    }

    /** One option of one rule. */
    public record Line(DestinationPattern pattern, PolicyOption option, String value) {}

    /** No rule: all options have their defaults everywhere. */
    public static PolicyRules none() {
        return NONE;
    }

    /**
     * These rules and an option more; it takes the place of what the same pattern said of it.
     *
     * @param pattern see {@link DestinationPattern}
     * @throws IllegalArgumentException naming the pattern or the option that is wrong
     */
    public PolicyRules with(String pattern, PolicyOption option, String value) {
        option.check(value);
        Map<DestinationPattern, Map<PolicyOption, String>> changed = new LinkedHashMap<>();
        rules.forEach((known, values) -> changed.put(known, new EnumMap<>(values)));
        changed.computeIfAbsent(DestinationPattern.parse(pattern), key -> new EnumMap<>(PolicyOption.class))
                .put(option, value);
        Map<DestinationPattern, Map<PolicyOption, String>> sorted = new LinkedHashMap<>();
        changed.keySet().stream()
                .sorted(DestinationPattern.SPECIFIC_FIRST)
                .forEach(key -> sorted.put(key, changed.get(key)));
        return new PolicyRules(sorted);
    }

    /**
     * These rules and those of a text, with semicolons or line ends between them.
     *
     * @throws IllegalArgumentException naming the rule that cannot be understood, and why
     */
    public PolicyRules with(String text) {
        return RuleText.read(
                text, this, (rules, pattern, name, value) -> rules.with(pattern, PolicyOption.named(name), value));
    }

    /** What holds for a destination. */
    public DestinationPolicy of(DestinationName name) {
        Map<PolicyOption, String> values = new EnumMap<>(PolicyOption.class);
        rules.forEach((pattern, options) -> {
            if (pattern.matches(name)) {
                options.forEach(values::putIfAbsent);
            }
        });
        return DestinationPolicy.of(name, values, keeps(name));
    }

    /** Whether a queue is where dead letters or expired messages go, by any rule. */
    private boolean keeps(DestinationName name) {
        if (!name.isQueue() || name.isTemporary()) {
            return false;
        }
        for (PolicyOption option : KEEPING) {
            if (isFilledIn(option.defaultValue(), name.name())) {
                return true;
            }
            for (Map<PolicyOption, String> options : rules.values()) {
                if (options.containsKey(option) && isFilledIn(options.get(option), name.name())) {
                    return true;
                }
            }
        }
        return false;
    }

    static String filledIn(String template, String name) {
        return template.replace(NAME, name);
    }

    private static boolean isFilledIn(String template, String name) {
        int at = template.indexOf(NAME);
        if (at < 0) {
            return template.equals(name);
        }
        String before = template.substring(0, at);
        String after = template.substring(at + NAME.length());
        return name.length() > before.length() + after.length() && name.startsWith(before) && name.endsWith(after);
    }

    /** All that the rules say, the most specific first. */
    public List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        rules.forEach(
                (pattern, options) -> options.forEach((option, value) -> lines.add(new Line(pattern, option, value))));
        return lines;
    }

    /** The pattern whose rule decides about an option of a destination; null if no rule does. */
    public DestinationPattern decidedBy(DestinationName name, PolicyOption option) {
        return rules.entrySet().stream()
                .filter(rule ->
                        rule.getValue().containsKey(option) && rule.getKey().matches(name))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    /** For people: the rules, the most specific first. */
    @Override
    public String toString() {
        return rules.toString();
    }
}
