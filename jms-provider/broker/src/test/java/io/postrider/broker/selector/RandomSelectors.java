package io.postrider.broker.selector;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Writes random selectors together with what they mean, worked out the slow and plain way: big integers cut to size, regular
 * expressions, IN and BETWEEN by their definitions.
 */
final class RandomSelectors {
    /** Neither a value nor NULL: what comes of arithmetic on a string. */
    private static final Object ODD = new Object();

    private static final List<String> NAMES = List.of("a", "b", "c", "d", "Größe", "$x_1");
    private static final List<String> STRINGS =
            List.of("", "a", "ab", "a%b", "_", "it's", "\uD83D\uDE00", "abab", "%%");

    private final Random random;

    RandomSelectors(Random random) {
        this.random = random;
    }

    /** A text, and its value for given properties: null for NULL or unknown. */
    record Written(String text, Function<Map<String, Object>, Object> meaning) {}

    /** Random properties, some of them missing. */
    Map<String, Object> properties() {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (String name : NAMES) {
            if (random.nextInt(4) > 0) {
                properties.put(name, propertyValue());
            }
        }
        return properties;
    }

    private Object propertyValue() {
        int small = random.nextInt(7) - 3;
        return switch (random.nextInt(11)) {
            case 0 -> random.nextBoolean();
            case 1 -> (byte) small;
            case 2 -> (short) small;
            case 3 -> (long) small;
            case 4 -> small / 2f;
            case 5 -> small / 2d;
            case 6 -> random.nextBoolean() ? Integer.MIN_VALUE : Long.MAX_VALUE;
            case 7, 8 -> pick(STRINGS);
            case 9 -> random.nextBoolean();
            default -> small;
        };
    }

    /** A condition, nested at most so deep. */
    Written condition(int depth) {
        if (depth == 0) {
            return random.nextBoolean() ? name() : bool();
        }
        return switch (random.nextInt(10)) {
            case 0 -> not(condition(depth - 1));
            case 1, 2 -> junction(depth, true);
            case 3, 4 -> junction(depth, false);
            case 5 -> between(depth);
            case 6 -> in();
            case 7 -> like();
            case 8 -> isNull();
            default -> comparison(depth);
        };
    }

    private Written not(Written inner) {
        return new Written(word("NOT") + brackets(inner), p -> {
            Object value = inner.meaning.apply(p);
            return value instanceof Boolean truth ? !truth : null;
        });
    }

    private Written junction(int depth, boolean and) {
        Written left = condition(depth - 1);
        Written right = condition(depth - 1);
        return new Written(brackets(left) + word(and ? "AND" : "OR") + brackets(right), p -> {
            List<Object> both = new ArrayList<>();
            both.add(left.meaning.apply(p));
            both.add(right.meaning.apply(p));
            both.replaceAll(value -> value instanceof Boolean ? value : null);
            if (both.contains(!and)) {
                return !and;
            }
            return both.contains(null) ? null : and;
        });
    }

    private Written between(int depth) {
        Written value = number(depth - 1);
        Written low = number(depth - 1);
        Written high = number(depth - 1);
        boolean negated = random.nextBoolean();
        String text = brackets(value)
                + (negated ? word("NOT") : " ")
                + word("BETWEEN")
                + brackets(low)
                + word("AND")
                + brackets(high);
        return new Written(text, p -> {
            Object v = value.meaning.apply(p);
            Boolean first = compare(negated ? "<" : ">=", v, low.meaning.apply(p));
            Boolean second = compare(negated ? ">" : "<=", v, high.meaning.apply(p));
            if (first != null && second != null) {
                return negated ? first || second : first && second;
            }
            // one is unknown: the other decides only if it is the one that decides
            return Boolean.valueOf(negated).equals(first)
                            || Boolean.valueOf(negated).equals(second)
                    ? negated
                    : null;
        });
    }

    private Written in() {
        Written name = name();
        boolean negated = random.nextBoolean();
        List<String> values = new ArrayList<>();
        StringBuilder list = new StringBuilder();
        do {
            values.add(pick(STRINGS));
            list.append(list.isEmpty() ? "(" : ",").append(quote(values.get(values.size() - 1)));
        } while (random.nextBoolean());
        return new Written(name.text + (negated ? word("NOT") : " ") + word("IN") + list + ")", p -> {
            Object value = name.meaning.apply(p);
            return value == null ? null : value instanceof String && values.contains(value) != negated;
        });
    }

    private Written like() {
        Written name = name();
        boolean negated = random.nextBoolean();
        boolean escaped = random.nextBoolean();
        StringBuilder pattern = new StringBuilder();
        StringBuilder regex = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            String part = pick(List.of("a", "b", "_", "%", "\uD83D\uDE00", "'", "."));
            boolean escape = escaped && random.nextBoolean();
            pattern.append(escape ? "!" : "").append(part);
            regex.append(
                    escape
                            ? Pattern.quote(part)
                            : part.equals("_") ? "." : part.equals("%") ? ".*" : Pattern.quote(part));
        }
        String text = name.text
                + (negated ? word("NOT") : " ")
                + word("LIKE")
                + quote(pattern.toString())
                + (escaped ? word("ESCAPE") + "'!'" : "");
        Pattern compiled = Pattern.compile(regex.toString(), Pattern.DOTALL);
        return new Written(text, p -> {
            Object value = name.meaning.apply(p);
            return value == null
                    ? null
                    : value instanceof String string && compiled.matcher(string).matches() != negated;
        });
    }

    private Written isNull() {
        Written name = name();
        boolean negated = random.nextBoolean();
        return new Written(
                name.text + word("IS") + (negated ? word("NOT") : "") + word("NULL"),
                p -> (name.meaning.apply(p) == null) != negated);
    }

    private Written comparison(int depth) {
        String operator = pick(List.of("=", "<>", "<", "<=", ">", ">="));
        boolean equality = operator.equals("=") || operator.equals("<>");
        int kind = equality ? random.nextInt(3) : 0;
        Written left = kind == 0 ? number(depth - 1) : name();
        Written right = kind == 0 ? number(depth - 1) : kind == 1 ? string() : bool();
        return new Written(
                brackets(left) + space() + operator + space() + brackets(right),
                p -> compare(operator, left.meaning.apply(p), right.meaning.apply(p)));
    }

    private Written number(int depth) {
        if (depth <= 0 || random.nextInt(3) == 0) {
            return random.nextInt(3) == 0 ? literal() : name();
        }
        if (random.nextInt(5) == 0) {
            Written inner = number(depth - 1);
            return new Written("-" + brackets(inner), p -> calculate('*', -1, inner.meaning.apply(p)));
        }
        char operator = pick(List.of('+', '-', '*', '/'));
        Written left = number(depth - 1);
        Written right = number(depth - 1);
        return new Written(
                brackets(left) + space() + operator + space() + brackets(right),
                p -> calculate(operator, left.meaning.apply(p), right.meaning.apply(p)));
    }

    private Written literal() {
        int small = random.nextInt(5);
        return switch (random.nextInt(6)) {
            case 0 -> new Written(small + "L", p -> (long) small);
            case 1 -> new Written(small + ".5", p -> small + 0.5);
            case 2 -> new Written(small + ".5f", p -> small + 0.5f);
            case 3 -> new Written("0x" + Integer.toHexString(small), p -> small);
            case 4 -> new Written("4294967296", p -> 4294967296L);
            default -> new Written("" + small, p -> small);
        };
    }

    private Written name() {
        String name = pick(NAMES);
        return new Written(name, p -> p.get(name));
    }

    private Written string() {
        String value = pick(STRINGS);
        return new Written(quote(value), p -> value);
    }

    private Written bool() {
        boolean value = random.nextBoolean();
        return new Written(word(value ? "TRUE" : "FALSE").trim(), p -> value);
    }

    /** Ranks: 0 int, 1 long, 2 float, 3 double. */
    private static int rank(Object value) {
        return value instanceof Double ? 3 : value instanceof Float ? 2 : value instanceof Long ? 1 : 0;
    }

    private static Object calculate(char operator, Object left, Object right) {
        if (left == null || right == null) {
            return null;
        }
        if (!(left instanceof Number l) || !(right instanceof Number r)) {
            return ODD;
        }
        return switch (Math.max(rank(left), rank(right))) {
            case 3 -> real(operator, l.doubleValue(), r.doubleValue());
            case 2 -> floating(operator, l.floatValue(), r.floatValue());
            case 1 -> {
                BigInteger whole = whole(operator, l, r);
                yield whole == null ? null : whole.longValue();
            }
            default -> {
                BigInteger whole = whole(operator, l, r);
                yield whole == null ? null : whole.intValue();
            }
        };
    }

    private static BigInteger whole(char operator, Number left, Number right) {
        BigInteger l = BigInteger.valueOf(left.longValue());
        BigInteger r = BigInteger.valueOf(right.longValue());
        return switch (operator) {
            case '+' -> l.add(r);
            case '-' -> l.subtract(r);
            case '*' -> l.multiply(r);
            default -> r.signum() == 0 ? null : l.divide(r);
        };
    }

    private static double real(char operator, double l, double r) {
        return operator == '+' ? l + r : operator == '-' ? l - r : operator == '*' ? l * r : l / r;
    }

    private static float floating(char operator, float l, float r) {
        return operator == '+' ? l + r : operator == '-' ? l - r : operator == '*' ? l * r : l / r;
    }

    private static Boolean compare(String operator, Object left, Object right) {
        if (left == null || right == null) {
            return null;
        }
        if (left instanceof Number l && right instanceof Number r) {
            int rank = Math.max(rank(left), rank(right));
            if (rank >= 2) {
                double x = rank == 3 ? l.doubleValue() : l.floatValue();
                double y = rank == 3 ? r.doubleValue() : r.floatValue();
                return operator.contains("<") && x < y
                        || operator.contains(">") && x > y
                        || operator.contains("=") && x == y
                        || operator.equals("<>") && x != y;
            }
            int sign = Long.compare(l.longValue(), r.longValue());
            return operator.contains(sign < 0 ? "<" : sign > 0 ? ">" : "=");
        }
        boolean alike = left instanceof String && right instanceof String
                || left instanceof Boolean && right instanceof Boolean;
        return switch (operator) {
            case "=" -> alike && left.equals(right);
            case "<>" -> alike && !left.equals(right);
            default -> false;
        };
    }

    /** Puts parentheses round what might need them, and sometimes round what does not. */
    private String brackets(Written inner) {
        boolean simple = inner.text.matches("[\\p{L}0-9$_.]+|'[^']*'");
        return simple && random.nextInt(5) > 0 ? inner.text : "(" + space() + inner.text + ")";
    }

    private String word(String keyword) {
        String cased = random.nextBoolean() ? keyword : keyword.toLowerCase(Locale.ROOT);
        return " " + cased + " " + space();
    }

    private String space() {
        return pick(List.of("", " ", "\t", " \n"));
    }

    private static String quote(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
