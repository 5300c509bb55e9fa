package io.postrider.protocol.link;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What an operator asks a broker. Names are text, so that a broker can refuse what only newer ones know.
 *
 * @param verb the name of a {@link ManagementVerb}
 * @param arguments values by the names of {@link ManagementArgument}s; none is null
 */
public record ManagementRequest(String verb, Map<String, String> arguments) {

    /** Copies the arguments, in their order. */
    public ManagementRequest {
        Objects.requireNonNull(verb, "verb");
        arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
        arguments.forEach((name, value) -> {
            Objects.requireNonNull(name, "an argument's name");
            Objects.requireNonNull(value, name);
        });
    }

    /** Asks for a verb without arguments. */
    public static ManagementRequest of(ManagementVerb verb) {
        return new ManagementRequest(verb.text(), Map.of());
    }

    /** This request with one more argument, or with another value for it. */
    public ManagementRequest with(ManagementArgument argument, Object value) {
        Map<String, String> more = new LinkedHashMap<>(arguments);
        more.put(argument.text(), String.valueOf(value));
        return new ManagementRequest(verb, more);
    }
}
