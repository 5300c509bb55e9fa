package io.postrider.broker.core.management;

import io.postrider.broker.security.DestinationPattern;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.ManagementArgument;
import io.postrider.protocol.link.ManagementRequest;
import io.postrider.protocol.link.ManagementVerb;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A request's verb and arguments, held against the verb's row. */
final class Arguments {
    private final ManagementVerb verb;
    private final Map<String, String> values;

    private Arguments(ManagementVerb verb, Map<String, String> values) {
        this.verb = verb;
        this.values = values;
    }

    /**
     * Checks a request.
     *
     * @throws BrokerException with {@link BrokerError#INVALID_REQUEST} if its verb or an argument is not known, or one is
     *     missing
     */
    static Arguments of(ManagementRequest request) throws BrokerException {
        ManagementVerb verb = ManagementVerb.named(request.verb())
                .orElseThrow(() -> invalid("the verb \"" + request.verb() + "\" is not known"));
        List<String> known = new ArrayList<>();
        verb.required().forEach(argument -> known.add(argument.text()));
        verb.optional().forEach(argument -> known.add(argument.text()));
        for (String name : request.arguments().keySet()) {
            if (!known.contains(name)) {
                throw invalid("the verb " + verb + " has no argument \"" + name + "\"; it has " + known);
            }
        }
        for (ManagementArgument argument : verb.required()) {
            if (request.arguments().getOrDefault(argument.text(), "").isEmpty()) {
                throw invalid("the verb " + verb + " needs the argument \"" + argument + "\": " + argument.meaning());
            }
        }
        return new Arguments(verb, request.arguments());
    }

    static BrokerException invalid(String message) {
        return new BrokerException(BrokerError.INVALID_REQUEST, message);
    }

    ManagementVerb verb() {
        return verb;
    }

    /** A value, or null where it is not given. */
    String text(ManagementArgument argument) {
        return values.get(argument.text());
    }

    /** A truth value; false where it is not given. */
    boolean truth(ManagementArgument argument) throws BrokerException {
        String text = text(argument);
        if (text == null || text.equals("false")) {
            return false;
        }
        if (text.equals("true")) {
            return true;
        }
        throw invalid("the argument \"" + argument + "\" is true or false, not \"" + text + "\"");
    }

    /** A pattern of destinations; the one that matches all where it is not given. */
    DestinationPattern pattern(ManagementArgument argument) throws BrokerException {
        try {
            return DestinationPattern.parse(text(argument) == null ? ">" : text(argument));
        } catch (IllegalArgumentException e) {
            throw new BrokerException(BrokerError.INVALID_REQUEST, e.getMessage(), e);
        }
    }

    /** A count above 0; the largest where it is not given. */
    int count(ManagementArgument argument) throws BrokerException {
        String text = text(argument);
        if (text == null) {
            return Integer.MAX_VALUE;
        }
        try {
            int count = Integer.parseInt(text);
            if (count > 0) {
                return count;
            }
        } catch (NumberFormatException e) {
            throw new BrokerException(
                    BrokerError.INVALID_REQUEST,
                    "the argument \"" + argument + "\" is a number, not \"" + text + "\"",
                    e);
        }
        throw invalid("the argument \"" + argument + "\" must be above 0, but is " + text);
    }
}
