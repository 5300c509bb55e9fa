package io.postrider.broker.selector;

import io.postrider.broker.selector.Expression.Comparison;
import io.postrider.broker.selector.Expression.Identifier;
import io.postrider.broker.selector.Expression.Junction;
import io.postrider.broker.selector.Expression.Literal;
import io.postrider.protocol.message.Message;
import java.util.List;
import java.util.Optional;

/**
 * A value that a property or header field must have for a selector to match.
 *
 * @param identifier the property's or the field's name
 * @param value a {@code String}, a {@code Boolean}, or, for whatever exact number, a {@code Long}
 */
public record RequiredValue(String identifier, Object value) {
    /**
     * What an approximate number may be equal to: by the Java language's promotion, {@code 16777217} and {@code 16777216f} are equal, so there is no
     * one value to look it up by.
     */
    public static final Object ANY_NUMBER = new Object();

    /** Reads what a look-up goes by from messages; for all selectors that name the same identifier. */
    @FunctionalInterface
    public interface Source {
        /** A value that can be equal to one that is required, {@link #ANY_NUMBER}, or null for what is equal to none. */
        Object of(Message message);
    }

    /** Where the value is found in a message. */
    public Source source() {
        HeaderField field = HeaderField.named(identifier);
        return field == null
                ? message -> comparable(message.properties().get(identifier))
                : message -> comparable(field.valueOf(message, 1));
    }

    static Optional<RequiredValue> of(Expression expression) {
        List<Expression> conjuncts =
                expression instanceof Junction junction && junction.isAnd() ? junction.operands() : List.of(expression);
        return conjuncts.stream()
                .map(RequiredValue::ofConjunct)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<RequiredValue> ofConjunct(Expression conjunct) {
        if (conjunct instanceof Comparison comparison && comparison.operator() == ComparisonOperator.EQUAL) {
            return comparison.left() instanceof Identifier
                    ? ofEquation(comparison.left(), comparison.right())
                    : ofEquation(comparison.right(), comparison.left());
        }
        return Optional.empty();
    }

    private static Optional<RequiredValue> ofEquation(Expression left, Expression right) {
        if (left instanceof Identifier identifier && isKept(identifier.name()) && right instanceof Literal literal) {
            Object value = comparable(literal.value());
            return value == ANY_NUMBER ? Optional.empty() : Optional.of(new RequiredValue(identifier.name(), value));
        }
        return Optional.empty();
    }

    /** Whether it is the same for all deliveries of a message, and at hand: an identity would have to be made into text. */
    private static boolean isKept(String name) {
        HeaderField field = HeaderField.named(name);
        return field == null || field == HeaderField.JMSType || field == HeaderField.JMSCorrelationID;
    }

    private static Object comparable(Object value) {
        if (value instanceof String || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Float || value instanceof Double) {
            return ANY_NUMBER;
        }
        return value instanceof Number exact ? exact.longValue() : null;
    }
}
