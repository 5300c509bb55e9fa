package io.postrider.broker.selector;

import io.postrider.broker.selector.Expression.Arithmetic;
import io.postrider.broker.selector.Expression.Between;
import io.postrider.broker.selector.Expression.Comparison;
import io.postrider.broker.selector.Expression.Identifier;
import io.postrider.broker.selector.Expression.In;
import io.postrider.broker.selector.Expression.IsNull;
import io.postrider.broker.selector.Expression.Junction;
import io.postrider.broker.selector.Expression.Like;
import io.postrider.broker.selector.Expression.Literal;
import io.postrider.broker.selector.Expression.Not;
import io.postrider.broker.selector.Expression.Sign;
import io.postrider.protocol.message.Message;
import io.postrider.protocol.message.MessageId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Makes an expression's evaluator. What depends on no message is worked out here, once. */
final class SelectorCompiler {

    private SelectorCompiler() {}

    /** An operand with the same value for every message. */
    private record Constant(Object value) implements Operand {
        @Override
        public Object valueOf(Message message, int deliveryCount) {
            return value;
        }
    }

    /** A condition that is the same for every message. */
    private record Settled(Truth truth) implements Condition {
        @Override
        public Truth test(Message message, int deliveryCount) {
            return truth;
        }
    }

    /** A property, null where the message has none of this name. */
    private record Property(String name) implements Operand {
        @Override
        public Object valueOf(Message message, int deliveryCount) {
            return message.properties().get(name);
        }
    }

    /** The condition that an expression states. */
    static Condition condition(Expression expression) {
        if (expression instanceof Comparison comparison) {
            return comparison(comparison);
        } else if (expression instanceof Junction junction) {
            return junction(junction);
        } else if (expression instanceof Not not) {
            return not(condition(not.operand()));
        } else if (expression instanceof Between between) {
            return between(between);
        } else if (expression instanceof In in) {
            return in(in);
        } else if (expression instanceof Like like) {
            LikePattern pattern = like.pattern();
            return text(like.identifier(), like.negated(), pattern::matches);
        } else if (expression instanceof IsNull isNull) {
            Operand operand = operand(isNull.identifier());
            boolean negated = isNull.negated();
            return (message, count) -> Truth.of((operand.valueOf(message, count) == null) != negated);
        }
        return truthOf(operand(expression));
    }

    /** A boolean's truth; what is no boolean is unknown. */
    private static Condition truthOf(Operand operand) {
        if (operand instanceof Constant constant) {
            return new Settled(truth(constant.value()));
        }
        return (message, count) -> truth(operand.valueOf(message, count));
    }

    private static Truth truth(Object value) {
        return value instanceof Boolean truth ? Truth.of(truth) : Truth.UNKNOWN;
    }

    private static Operand operand(Expression expression) {
        if (expression instanceof Literal literal) {
            return new Constant(literal.value());
        } else if (expression instanceof Identifier identifier) {
            HeaderField field = HeaderField.named(identifier.name());
            return field != null ? field : new Property(identifier.name());
        } else if (expression instanceof Sign sign) {
            return sign(sign.negative(), operand(sign.operand()));
        } else if (expression instanceof Arithmetic arithmetic) {
            return arithmetic(arithmetic);
        }
        Condition condition = condition(expression);
        if (condition instanceof Settled settled) {
            return new Constant(settled.truth().asValue());
        }
        return (message, count) -> condition.test(message, count).asValue();
    }

    private static Operand sign(boolean negative, Operand operand) {
        if (operand instanceof Constant constant) {
            return new Constant(signed(negative, constant.value()));
        }
        return (message, count) -> signed(negative, operand.valueOf(message, count));
    }

    private static Object signed(boolean negative, Object value) {
        if (value instanceof Number number) {
            return negative ? Numbers.negate(number) : number;
        }
        return value == null ? null : Operand.UNLIKE;
    }

    private static Operand arithmetic(Arithmetic arithmetic) {
        Operand sum = operand(arithmetic.first());
        List<ArithmeticOperator> operators = new ArrayList<>();
        List<Operand> operands = new ArrayList<>();
        for (Arithmetic.Step step : arithmetic.rest()) {
            Operand operand = operand(step.operand());
            // only a constant beginning can be worked out: elsewhere the order decides about rounding and wrapping
            if (operands.isEmpty() && sum instanceof Constant left && operand instanceof Constant right) {
                sum = new Constant(applied(step.operator(), left.value(), right.value()));
            } else {
                operators.add(step.operator());
                operands.add(operand);
            }
        }
        return operands.isEmpty() ? sum : chain(sum, operators, operands);
    }

    private static Operand chain(Operand first, List<ArithmeticOperator> operators, List<Operand> operands) {
        ArithmeticOperator[] steps = operators.toArray(ArithmeticOperator[]::new);
        Operand[] rest = operands.toArray(Operand[]::new);
        return (message, count) -> {
            Object value = first.valueOf(message, count);
            for (int i = 0; i < rest.length; i++) {
                value = applied(steps[i], value, rest[i].valueOf(message, count));
            }
            return value;
        };
    }

    private static Object applied(ArithmeticOperator operator, Object left, Object right) {
        if (left instanceof Number leftNumber && right instanceof Number rightNumber) {
            return Numbers.apply(operator, leftNumber, rightNumber);
        }
        return left == null || right == null ? null : Operand.UNLIKE;
    }

    private static Condition comparison(Comparison comparison) {
        ComparisonOperator operator = comparison.operator();
        Operand left = operand(comparison.left());
        Operand right = operand(comparison.right());
        if (left instanceof Constant leftConstant && right instanceof Constant rightConstant) {
            return new Settled(compare(operator, leftConstant.value(), rightConstant.value()));
        }
        if (left == HeaderField.JMSMessageID && right instanceof Constant constant) {
            return messageId((String) constant.value(), operator == ComparisonOperator.EQUAL);
        }
        return (message, count) -> compare(operator, left.valueOf(message, count), right.valueOf(message, count));
    }

    /** Compares identities, as making each message's {@code JMSMessageID} would be dear. */
    private static Condition messageId(String text, boolean equal) {
        MessageId id = messageId(text);
        return (message, count) ->
                message.idDisabled() ? Truth.UNKNOWN : Truth.of(message.id().equals(id) == equal);
    }

    /** The identity that is written like this, or null where none is. */
    private static MessageId messageId(String text) {
        int dash = text.indexOf('-');
        if (!text.startsWith("ID:") || dash < 0) {
            return null;
        }
        try {
            long producer = Long.parseUnsignedLong(text.substring(3, dash), 16);
            MessageId id = new MessageId(producer, Long.parseLong(text.substring(dash + 1)));
            return id.toString().equals(text) ? id : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static Truth compare(ComparisonOperator operator, Object left, Object right) {
        if (left == null || right == null) {
            return Truth.UNKNOWN;
        }
        if (left instanceof Number leftNumber && right instanceof Number rightNumber) {
            return Truth.of(Numbers.compare(operator, leftNumber, rightNumber));
        }
        boolean alike = left instanceof String && right instanceof String
                || left instanceof Boolean && right instanceof Boolean;
        if (!alike || !operator.isEquality()) {
            return Truth.FALSE;
        }
        return Truth.of(left.equals(right) == (operator == ComparisonOperator.EQUAL));
    }

    /** As the specification defines it: by two comparisons. */
    private static Condition between(Between between) {
        Operand value = operand(between.value());
        Operand low = operand(between.low());
        Operand high = operand(between.high());
        Condition condition = between.negated()
                ? (message, count) -> {
                    Object tested = value.valueOf(message, count);
                    return compare(ComparisonOperator.LESS, tested, low.valueOf(message, count))
                            .or(compare(ComparisonOperator.GREATER, tested, high.valueOf(message, count)));
                }
                : (message, count) -> {
                    Object tested = value.valueOf(message, count);
                    return compare(ComparisonOperator.AT_LEAST, tested, low.valueOf(message, count))
                            .and(compare(ComparisonOperator.AT_MOST, tested, high.valueOf(message, count)));
                };
        boolean constant = value instanceof Constant && low instanceof Constant && high instanceof Constant;
        return constant ? new Settled(condition.test(null, 0)) : condition;
    }

    private static Condition in(In in) {
        if (in.values().size() == 1) {
            String only = in.values().get(0);
            return text(in.identifier(), in.negated(), only::equals);
        }
        Set<String> values = new HashSet<>(in.values());
        return text(in.identifier(), in.negated(), values::contains);
    }

    /** A test of a string. What is no string fails it, negated or not; what is missing is unknown. */
    private static Condition text(Identifier identifier, boolean negated, Predicate<String> test) {
        Operand operand = operand(identifier);
        return (message, count) -> {
            Object value = operand.valueOf(message, count);
            if (value instanceof String text) {
                return Truth.of(test.test(text) != negated);
            }
            return value == null ? Truth.UNKNOWN : Truth.FALSE;
        };
    }

    private static Condition not(Condition condition) {
        if (condition instanceof Settled settled) {
            return new Settled(settled.truth().negated());
        }
        return (message, count) -> condition.test(message, count).negated();
    }

    private static Condition junction(Junction junction) {
        Truth decisive = junction.isAnd() ? Truth.FALSE : Truth.TRUE;
        Truth neutral = decisive.negated();
        List<Condition> open = new ArrayList<>();
        for (Expression operand : junction.operands()) {
            Condition condition = condition(operand);
            if (condition instanceof Settled settled && settled.truth() == decisive) {
                return settled;
            }
            if (!(condition instanceof Settled settled && settled.truth() == neutral)) {
                open.add(condition);
            }
        }
        if (open.isEmpty()) {
            return new Settled(neutral);
        }
        return open.size() == 1 ? open.get(0) : junction(open.toArray(Condition[]::new), decisive, neutral);
    }

    private static Condition junction(Condition[] conditions, Truth decisive, Truth neutral) {
        return (message, count) -> {
            Truth result = neutral;
            for (Condition condition : conditions) {
                Truth truth = condition.test(message, count);
                if (truth == decisive) {
                    return decisive;
                }
                if (truth == Truth.UNKNOWN) {
                    result = Truth.UNKNOWN;
                }
            }
            return result;
        };
    }
}
