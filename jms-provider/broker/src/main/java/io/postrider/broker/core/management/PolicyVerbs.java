package io.postrider.broker.core.management;

import io.postrider.broker.policy.DestinationPolicy;
import io.postrider.broker.policy.PolicyOption;
import io.postrider.broker.policy.PolicyRules;
import io.postrider.broker.security.DestinationPattern;
import io.postrider.protocol.link.ManagementReply;
import io.postrider.protocol.message.DestinationName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** The verbs on policies, which are looked at here and changed in the configuration. Safe for all threads. */
final class PolicyVerbs {
    private static final String QUEUE = "queue://";
    private static final String TOPIC = "topic://";

    private final PolicyRules rules;

    PolicyVerbs(PolicyRules rules) {
        this.rules = rules;
    }

    /** A destination as an operator writes it: a queue, unless it is said to be a topic. */
    static DestinationName destination(String text) {
        if (text.startsWith(TOPIC)) {
            return DestinationName.topic(text.substring(TOPIC.length()));
        }
        return DestinationName.queue(text.startsWith(QUEUE) ? text.substring(QUEUE.length()) : text);
    }

    CompletionStage<ManagementReply> list() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (PolicyRules.Line line : rules.lines()) {
            rows.add(Row.of("pattern", line.pattern().toString())
                    .and("option", line.option().text())
                    .and("value", line.value())
                    .values());
        }
        return Replies.of(rows);
    }

    CompletionStage<ManagementReply> show(String text) {
        DestinationName name = destination(text);
        DestinationPolicy policy = rules.of(name);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (PolicyOption option : PolicyOption.values()) {
            DestinationPattern pattern = rules.decidedBy(name, option);
            rows.add(Row.of("option", option.text())
                    .and("value", policy.value(option))
                    .and("unit", option.row().unit())
                    .and("by", pattern == null ? "default" : pattern.toString())
                    .and("meaning", option.row().meaning())
                    .values());
        }
        return Replies.of(rows);
    }
}
