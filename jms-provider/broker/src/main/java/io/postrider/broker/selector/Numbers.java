package io.postrider.broker.selector;

import java.util.regex.Pattern;

/**
 * Numeric literals, and arithmetic and comparison with the Java language's numeric promotion; section 3.8.1.1. Values are
 * {@code Integer}, {@code Long}, {@code Float} and {@code Double}; a {@code Byte} or {@code Short} counts as an
 * {@code Integer}.
 */
final class Numbers {
    // Underscores stand between digits, as in Java. Loops are over characters only, so no length exhausts the stack.
    private static final String DIGITS = "[0-9](?:[0-9_]*[0-9])?";
    private static final String HEX_DIGITS = "[0-9a-fA-F](?:[0-9a-fA-F_]*[0-9a-fA-F])?";
    private static final Pattern HEXADECIMAL = Pattern.compile("0[xX]" + HEX_DIGITS + "[lL]?");
    private static final Pattern BINARY = Pattern.compile("0[bB][01](?:[01_]*[01])?[lL]?");
    private static final Pattern OCTAL = Pattern.compile("0[0-7_]*[0-7][lL]?");
    private static final Pattern DECIMAL = Pattern.compile("(?:0|[1-9](?:[0-9_]*[0-9])?)[lL]?");
    private static final Pattern APPROXIMATE = Pattern.compile(
            "(?:" + DIGITS + "\\.?|(?:" + DIGITS + ")?\\." + DIGITS + ")(?:[eE][+-]?" + DIGITS + ")?[fFdD]?");
    private static final Pattern HEXADECIMAL_APPROXIMATE = Pattern.compile("0[xX](?:" + HEX_DIGITS + "\\.?|(?:"
            + HEX_DIGITS + ")?\\." + HEX_DIGITS + ")[pP][+-]?" + DIGITS + "[fFdD]?");
    private static final Pattern ZERO = Pattern.compile("0[xX][0._]*(?:[pP].*)?|[0._]*(?:[eE].*)?[fFdD]?");

    private Numbers() {}

    /**
     * Reads a literal of the Java language.
     *
     * @param negative whether a minus sign stands before it: then the value is negated, and may be the least {@code long}
     * @throws SelectorSyntaxException if it is no such literal, or its value does not fit
     */
    static Number parse(Token token, boolean negative) throws SelectorSyntaxException {
        String text = token.text();
        if (DECIMAL.matcher(text).matches()) {
            return exact(token, negative, text, 10);
        }
        if (HEXADECIMAL.matcher(text).matches()) {
            return exact(token, negative, text.substring(2), 16);
        }
        if (BINARY.matcher(text).matches()) {
            return exact(token, negative, text.substring(2), 2);
        }
        if (OCTAL.matcher(text).matches()) {
            return exact(token, negative, text.substring(1), 8);
        }
        if (APPROXIMATE.matcher(text).matches() && !isBareInteger(text)
                || HEXADECIMAL_APPROXIMATE.matcher(text).matches()) {
            return approximate(token, negative);
        }
        throw new SelectorSyntaxException(token.position(), token + " is no number of the Java language");
    }

    /** 09 is no Java integer, and must not pass for an approximate number without a point. */
    private static boolean isBareInteger(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9' || c == '_');
    }

    private static Number exact(Token token, boolean negative, String digits, int radix)
            throws SelectorSyntaxException {
        char last = digits.charAt(digits.length() - 1);
        boolean suffix = last == 'l' || last == 'L';
        String bare = digits.substring(0, digits.length() - (suffix ? 1 : 0)).replace("_", "");
        long value;
        try {
            if (radix == 10) {
                value = Long.parseLong(negative ? "-" + bare : bare);
            } else {
                long bits = Long.parseUnsignedLong(bare, radix);
                value = negative ? -bits : bits;
            }
        } catch (NumberFormatException e) {
            throw new SelectorSyntaxException(token.position(), token + " is out of the range of a long");
        }
        if (!suffix && value == (int) value) {
            return (int) value;
        }
        return value;
    }

    private static Number approximate(Token token, boolean negative) throws SelectorSyntaxException {
        String text = token.text().replace("_", "");
        char last = text.charAt(text.length() - 1);
        boolean isFloat = last == 'f' || last == 'F';
        double value = isFloat ? Float.parseFloat(text) : Double.parseDouble(text);
        if (Double.isInfinite(value) || value == 0 && !ZERO.matcher(text).matches()) {
            throw new SelectorSyntaxException(
                    token.position(), token + " is out of the range of a " + (isFloat ? "float" : "double"));
        }
        double signed = negative ? -value : value;
        if (isFloat) {
            return (float) signed;
        }
        return signed;
    }

    /** What a literal of this value looks like: read again, it is the same value of the same type. */
    static String literal(Number value) {
        if (value instanceof Long) {
            return value + "L";
        }
        return value instanceof Float ? value + "f" : value.toString();
    }

    /** The negative of a number, of its type after unary promotion. */
    static Number negate(Number value) {
        if (value instanceof Double) {
            return -value.doubleValue();
        }
        if (value instanceof Float) {
            return -value.floatValue();
        }
        if (value instanceof Long) {
            return -value.longValue();
        }
        return -value.intValue();
    }

    /** The result in the type both are promoted to, where exact results wrap round; null for an exact division by zero. */
    static Number apply(ArithmeticOperator operator, Number left, Number right) {
        if (left instanceof Double || right instanceof Double) {
            return operator.apply(left.doubleValue(), right.doubleValue());
        }
        if (left instanceof Float || right instanceof Float) {
            return operator.apply(left.floatValue(), right.floatValue());
        }
        boolean wide = left instanceof Long || right instanceof Long;
        if (operator == ArithmeticOperator.DIVIDE && right.longValue() == 0) {
            return null;
        }
        if (wide) {
            return operator.apply(left.longValue(), right.longValue());
        }
        return operator.apply(left.intValue(), right.intValue());
    }

    /** Whether the comparison holds in the type both are promoted to; a NaN is unequal to everything. */
    static boolean compare(ComparisonOperator operator, Number left, Number right) {
        if (left instanceof Double || right instanceof Double) {
            return operator.holds(left.doubleValue(), right.doubleValue());
        }
        if (left instanceof Float || right instanceof Float) {
            return operator.holds(left.floatValue(), right.floatValue());
        }
        return operator.holds(Long.compare(left.longValue(), right.longValue()));
    }
}
