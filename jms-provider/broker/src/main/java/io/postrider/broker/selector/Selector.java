package io.postrider.broker.selector;

import io.postrider.protocol.message.Message;
import java.util.Optional;

/**
 * A compiled message selector; section 3.8 of the specification. Immutable, and safe for any number of threads.
 *
 * <p>Two selectors are equal if their normalised texts are.
 */
public final class Selector {
    /** The longest permitted text, in characters. */
    public static final int MAX_LENGTH = 64 * 1024;

    /** What matches every message: the selector of those who have none. */
    public static final Selector ALL = new Selector("", (message, deliveryCount) -> Truth.TRUE, Optional.empty());

    private final String text;
    private final Condition condition;
    private final Optional<RequiredValue> requiredValue;

    private Selector(String text, Condition condition, Optional<RequiredValue> requiredValue) {
        this.text = text;
        this.condition = condition;
        this.requiredValue = requiredValue;
    }

    /**
     * Compiles a selector. Takes time proportional to the text, and an amount of stack that no text can exhaust.
     *
     * @param text the selector; null, empty or blank for none
     * @return {@link #ALL} where there is none
     * @throws SelectorSyntaxException if the text is no selector, is longer than {@link #MAX_LENGTH}, or is one whose
     *     types cannot fit whatever the message
     */
    public static Selector compile(String text) throws SelectorSyntaxException {
        if (text == null || text.chars().allMatch(character -> Scanner.isWhiteSpace((char) character))) {
            return ALL;
        }
        if (text.length() > MAX_LENGTH) {
            throw new SelectorSyntaxException(
                    MAX_LENGTH + 1,
                    "it has " + text.length() + " characters; at most " + MAX_LENGTH + " are permitted");
        }
        Expression expression = SelectorParser.parse(text);
        return new Selector(
                expression.toString(), SelectorCompiler.condition(expression), RequiredValue.of(expression));
    }

    /**
     * Whether a message is selected. Reads its header and properties, never its body; does not block.
     *
     * @param deliveryCount what {@code JMSXDeliveryCount} is to be for this delivery, from 1
     * @throws io.postrider.protocol.message.MalformedMessageException if the message was read from bytes that are broken
     */
    public boolean matches(Message message, int deliveryCount) {
        return condition.test(message, deliveryCount) == Truth.TRUE;
    }

    /**
     * A value that something must have for this selector to match, where one can be seen: the first equation of a property, {@code JMSType} or
     * {@code JMSCorrelationID} with a string, a boolean or an exact number that is all of the selector, or is joined to the rest of it by AND. So many
     * selectors that ask for different values of one property can be told apart by a single look-up.
     */
    public Optional<RequiredValue> requiredValue() {
        return requiredValue;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Selector that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The normalised text: keywords in upper case, single spaces, no parentheses beyond need; empty for {@link #ALL}. */
    @Override
    public String toString() {
        return text;
    }
}
