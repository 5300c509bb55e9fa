package io.postrider.broker.selector;

import java.util.List;

/**
 * A selector as it was parsed. Every expression is well-typed as far as types can be known; {@code toString} gives it as
 * normalised text, which parses to an expression of the same text.
 */
sealed interface Expression {

    /** What is known of its value's type. */
    ValueType type();

    /** How tightly its outermost operator binds: an operand that binds less tightly is put in parentheses. */
    Binding binding();

    /** How tightly operators bind, loosest first. */
    enum Binding {
        OR,
        AND,
        NOT,
        COMPARISON,
        SUM,
        PRODUCT,
        SIGN,
        PRIMARY
    }

    /** {@code TRUE}, {@code 'text'}, {@code 5}. The value is a {@code Boolean}, {@code String} or {@code Number}. */
    record Literal(Object value) implements Expression {
        @Override
        public ValueType type() {
            return value instanceof Boolean
                    ? ValueType.BOOLEAN
                    : value instanceof String ? ValueType.STRING : ValueType.NUMBER;
        }

        @Override
        public Binding binding() {
            return Binding.PRIMARY;
        }

        @Override
        public String toString() {
            if (value instanceof String string) {
                return quoted(string);
            }
            return value instanceof Number number ? Numbers.literal(number) : (value.equals(true) ? "TRUE" : "FALSE");
        }
    }

    /** A header field or a property. */
    record Identifier(String name) implements Expression {
        @Override
        public ValueType type() {
            HeaderField field = HeaderField.named(name);
            return field == null ? ValueType.ANY : field.type();
        }

        @Override
        public Binding binding() {
            return Binding.PRIMARY;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** A sign before a number. */
    record Sign(boolean negative, Expression operand) implements Expression {
        @Override
        public ValueType type() {
            return ValueType.NUMBER;
        }

        @Override
        public Binding binding() {
            return Binding.SIGN;
        }

        @Override
        public String toString() {
            // without parentheses, the sign would be read as part of the literal
            String signed = operand instanceof Literal ? "(" + operand + ")" : within(Binding.SIGN, operand);
            return (negative ? "-" : "+") + signed;
        }
    }

    /** A chain of additions and subtractions, or of multiplications and divisions, worked out from left to right. */
    record Arithmetic(Binding binding, Expression first, List<Step> rest) implements Expression {

        /** The next operand, and how it is joined to what stands before it. */
        record Step(ArithmeticOperator operator, Expression operand) {}

        @Override
        public ValueType type() {
            return ValueType.NUMBER;
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(within(binding, first));
            for (Step step : rest) {
                // an operand on the right that binds as tightly stood in parentheses
                text.append(' ').append(step.operator().symbol()).append(' ');
                text.append(within(Binding.values()[binding.ordinal() + 1], step.operand()));
            }
            return text.toString();
        }
    }

    /** {@code left = right} and the like. */
    record Comparison(ComparisonOperator operator, Expression left, Expression right) implements Predicate {
        @Override
        public Binding binding() {
            return Binding.COMPARISON;
        }

        @Override
        public String toString() {
            return within(Binding.SUM, left) + " " + operator.symbol() + " " + within(Binding.SUM, right);
        }
    }

    /** {@code value [NOT] BETWEEN low AND high}. */
    record Between(Expression value, boolean negated, Expression low, Expression high) implements Predicate {
        @Override
        public Binding binding() {
            return Binding.COMPARISON;
        }

        @Override
        public String toString() {
            return within(Binding.SUM, value) + not(negated) + " BETWEEN " + within(Binding.SUM, low) + " AND "
                    + within(Binding.SUM, high);
        }
    }

    /** {@code identifier [NOT] IN ('a', 'b')}. */
    record In(Identifier identifier, boolean negated, List<String> values) implements Predicate {
        @Override
        public Binding binding() {
            return Binding.COMPARISON;
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(identifier + not(negated) + " IN (");
            String separator = "";
            for (String value : values) {
                text.append(separator).append(quoted(value));
                separator = ", ";
            }
            return text.append(')').toString();
        }
    }

    /** {@code identifier [NOT] LIKE 'pattern' [ESCAPE 'c']}. */
    record Like(Identifier identifier, boolean negated, LikePattern pattern) implements Predicate {
        @Override
        public Binding binding() {
            return Binding.COMPARISON;
        }

        @Override
        public String toString() {
            String escape = pattern.escape() == null ? "" : " ESCAPE " + quoted(pattern.escape());
            return identifier + not(negated) + " LIKE " + quoted(pattern.text()) + escape;
        }
    }

    /** {@code identifier IS [NOT] NULL}. */
    record IsNull(Identifier identifier, boolean negated) implements Predicate {
        @Override
        public Binding binding() {
            return Binding.COMPARISON;
        }

        @Override
        public String toString() {
            return identifier + " IS" + not(negated) + " NULL";
        }
    }

    /** {@code NOT condition}. */
    record Not(Expression operand) implements Predicate {
        @Override
        public Binding binding() {
            return Binding.NOT;
        }

        @Override
        public String toString() {
            return "NOT " + within(Binding.NOT, operand);
        }
    }

    /** A chain of {@code AND}s or {@code OR}s; at least two operands. */
    record Junction(Binding binding, List<Expression> operands) implements Predicate {
        boolean isAnd() {
            return binding == Binding.AND;
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder();
            String separator = "";
            for (Expression operand : operands) {
                text.append(separator).append(within(Binding.values()[binding.ordinal() + 1], operand));
                separator = isAnd() ? " AND " : " OR ";
            }
            return text.toString();
        }
    }

    /** What is true, false or unknown by its form. */
    sealed interface Predicate extends Expression {
        @Override
        default ValueType type() {
            return ValueType.BOOLEAN;
        }
    }

    private static String within(Binding least, Expression operand) {
        return operand.binding().compareTo(least) < 0 ? "(" + operand + ")" : operand.toString();
    }

    private static String quoted(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    private static String not(boolean negated) {
        return negated ? " NOT" : "";
    }
}
