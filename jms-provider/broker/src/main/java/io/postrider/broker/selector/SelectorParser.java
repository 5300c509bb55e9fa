package io.postrider.broker.selector;

import io.postrider.broker.selector.Expression.Arithmetic;
import io.postrider.broker.selector.Expression.Between;
import io.postrider.broker.selector.Expression.Binding;
import io.postrider.broker.selector.Expression.Comparison;
import io.postrider.broker.selector.Expression.Identifier;
import io.postrider.broker.selector.Expression.In;
import io.postrider.broker.selector.Expression.IsNull;
import io.postrider.broker.selector.Expression.Junction;
import io.postrider.broker.selector.Expression.Like;
import io.postrider.broker.selector.Expression.Literal;
import io.postrider.broker.selector.Expression.Not;
import io.postrider.broker.selector.Expression.Sign;
import io.postrider.broker.selector.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Parses a selector by recursive descent, one method for each level of binding:
 *
 * <pre>
 * selector   = or END
 * or         = and { OR and }
 * and        = not { AND not }
 * not        = NOT not | comparison
 * comparison = sum [ ( = | &lt;&gt; | &lt; | &lt;= | &gt; | &gt;= ) sum
 *                  | [NOT] BETWEEN sum AND sum
 *                  | [NOT] IN ( STRING { , STRING } )
 *                  | [NOT] LIKE STRING [ ESCAPE STRING ]
 *                  | IS [NOT] NULL ]
 * sum        = product { ( + | - ) product }
 * product    = sign { ( * | / ) sign }
 * sign       = ( + | - ) sign | primary
 * primary    = IDENTIFIER | NUMBER | STRING | TRUE | FALSE | ( or )
 * </pre>
 *
 * <p>The operands of IN, LIKE and IS are identifiers. What recurses is counted, so that no text exhausts the stack.
 */
final class SelectorParser {
    private static final int MAX_NESTING = 100;

    private final Scanner scanner;
    private Token token;
    private int nesting;

    /** A rule of the grammar. */
    @FunctionalInterface
    private interface Production {
        Expression parse() throws SelectorSyntaxException;
    }

    private SelectorParser(String text) throws SelectorSyntaxException {
        scanner = new Scanner(text);
        token = scanner.next();
    }

    /** The expression that a text holds: a condition, or a property that may be a boolean. */
    static Expression parse(String text) throws SelectorSyntaxException {
        SelectorParser parser = new SelectorParser(text);
        Expression expression = parser.typed(ValueType.BOOLEAN, parser::or);
        if (!parser.token.is(Kind.END)) {
            throw parser.expected("an operator or the end");
        }
        return expression;
    }

    private Expression or() throws SelectorSyntaxException {
        return junction(Binding.OR, Kind.OR, this::and);
    }

    private Expression and() throws SelectorSyntaxException {
        return junction(Binding.AND, Kind.AND, this::not);
    }

    private Expression junction(Binding binding, Kind operator, Production operand) throws SelectorSyntaxException {
        int position = token.position();
        Expression first = operand.parse();
        if (!token.is(operator)) {
            return first;
        }
        requireType(ValueType.BOOLEAN, first, position);
        List<Expression> operands = new ArrayList<>();
        operands.add(first);
        while (accept(operator)) {
            operands.add(typed(ValueType.BOOLEAN, operand));
        }
        return new Junction(binding, List.copyOf(operands));
    }

    private Expression not() throws SelectorSyntaxException {
        if (!token.is(Kind.NOT)) {
            return comparison();
        }
        enter();
        advance();
        Expression operand = typed(ValueType.BOOLEAN, this::not);
        nesting--;
        return new Not(operand);
    }

    private Expression comparison() throws SelectorSyntaxException {
        int position = token.position();
        Expression left = sum();
        ComparisonOperator operator = comparisonOperator(token.kind());
        if (operator != null) {
            return comparison(left, position, operator);
        }
        if (accept(Kind.IS)) {
            Identifier identifier = requireIdentifier(left, position, Kind.IS);
            boolean negated = accept(Kind.NOT);
            require(Kind.NULL);
            return new IsNull(identifier, negated);
        }
        boolean negated = accept(Kind.NOT);
        if (accept(Kind.BETWEEN)) {
            return between(left, position, negated);
        }
        if (accept(Kind.IN)) {
            return in(requireTextIdentifier(left, position, Kind.IN), negated);
        }
        if (accept(Kind.LIKE)) {
            return like(requireTextIdentifier(left, position, Kind.LIKE), negated);
        }
        if (negated) {
            throw expected("BETWEEN, IN or LIKE");
        }
        return left;
    }

    private Expression comparison(Expression left, int leftPosition, ComparisonOperator operator)
            throws SelectorSyntaxException {
        int operatorPosition = token.position();
        advance();
        int rightPosition = token.position();
        Expression right = sum();
        if (!operator.isEquality()) {
            requireType(ValueType.NUMBER, left, leftPosition);
            requireType(ValueType.NUMBER, right, rightPosition);
        } else if (!left.type().mayBe(right.type())) {
            throw new SelectorSyntaxException(
                    operatorPosition, left.type() + " and " + right.type() + " cannot be compared");
        }
        if (comparisonOperator(token.kind()) != null) {
            throw expected("AND, OR or the end: comparisons do not follow each other without parentheses");
        }
        return new Comparison(operator, left, right);
    }

    private Expression between(Expression value, int position, boolean negated) throws SelectorSyntaxException {
        requireType(ValueType.NUMBER, value, position);
        Expression low = typed(ValueType.NUMBER, this::sum);
        require(Kind.AND);
        return new Between(value, negated, low, typed(ValueType.NUMBER, this::sum));
    }

    private Expression in(Identifier identifier, boolean negated) throws SelectorSyntaxException {
        require(Kind.LEFT_PARENTHESIS);
        List<String> values = new ArrayList<>();
        do {
            values.add(require(Kind.STRING).text());
        } while (accept(Kind.COMMA));
        if (!accept(Kind.RIGHT_PARENTHESIS)) {
            throw expected("',' or ')'");
        }
        return new In(identifier, negated, List.copyOf(values));
    }

    private Expression like(Identifier identifier, boolean negated) throws SelectorSyntaxException {
        Token pattern = require(Kind.STRING);
        String escape = null;
        if (accept(Kind.ESCAPE)) {
            Token character = require(Kind.STRING);
            escape = character.text();
            if (escape.codePointCount(0, escape.length()) != 1) {
                throw new SelectorSyntaxException(
                        character.position(), "found " + character + ", expected an escape of a single character");
            }
        }
        LikePattern parsed = LikePattern.of(pattern.text(), escape);
        if (parsed == null) {
            throw new SelectorSyntaxException(
                    pattern.position(), "the pattern ends with its escape character, which escapes nothing there");
        }
        return new Like(identifier, negated, parsed);
    }

    private Expression sum() throws SelectorSyntaxException {
        return arithmetic(Binding.SUM, this::product);
    }

    private Expression product() throws SelectorSyntaxException {
        return arithmetic(Binding.PRODUCT, this::sign);
    }

    private Expression arithmetic(Binding binding, Production operand) throws SelectorSyntaxException {
        int position = token.position();
        Expression first = operand.parse();
        ArithmeticOperator operator = arithmeticOperator(binding, token.kind());
        if (operator == null) {
            return first;
        }
        requireType(ValueType.NUMBER, first, position);
        List<Arithmetic.Step> rest = new ArrayList<>();
        while (operator != null) {
            advance();
            rest.add(new Arithmetic.Step(operator, typed(ValueType.NUMBER, operand)));
            operator = arithmeticOperator(binding, token.kind());
        }
        return new Arithmetic(binding, first, List.copyOf(rest));
    }

    private Expression sign() throws SelectorSyntaxException {
        boolean negative = token.is(Kind.MINUS);
        if (!negative && !token.is(Kind.PLUS)) {
            return primary();
        }
        enter();
        advance();
        // before a literal, the sign belongs to it: the least long has no positive counterpart
        Expression signed = token.is(Kind.NUMBER)
                ? new Literal(Numbers.parse(advance(), negative))
                : new Sign(negative, typed(ValueType.NUMBER, this::sign));
        nesting--;
        return signed;
    }

    private Expression primary() throws SelectorSyntaxException {
        switch (token.kind()) {
            case IDENTIFIER:
                return identifier();
            case NUMBER:
                return new Literal(Numbers.parse(advance(), false));
            case STRING:
                return new Literal(advance().text());
            case TRUE, FALSE:
                return new Literal(advance().is(Kind.TRUE));
            case LEFT_PARENTHESIS:
                enter();
                advance();
                Expression inner = or();
                if (!accept(Kind.RIGHT_PARENTHESIS)) {
                    throw expected("an operator or ')'");
                }
                nesting--;
                return inner;
            case NULL:
                throw expected("a value; for a missing one, write IS NULL");
            default:
                throw expected("an identifier, a literal or '('");
        }
    }

    private Expression identifier() throws SelectorSyntaxException {
        if (!HeaderField.permits(token.text())) {
            throw new SelectorSyntaxException(
                    token.position(),
                    token + " cannot be used in a selector: of the header fields, only JMSDeliveryMode, JMSPriority,"
                            + " JMSMessageID, JMSTimestamp, JMSCorrelationID and JMSType can");
        }
        return new Identifier(advance().text());
    }

    /** The operator of a sum or of a product, or null. */
    private static ArithmeticOperator arithmeticOperator(Binding binding, Kind kind) {
        boolean sum = binding == Binding.SUM;
        return switch (kind) {
            case PLUS -> sum ? ArithmeticOperator.ADD : null;
            case MINUS -> sum ? ArithmeticOperator.SUBTRACT : null;
            case TIMES -> sum ? null : ArithmeticOperator.MULTIPLY;
            case DIVIDE -> sum ? null : ArithmeticOperator.DIVIDE;
            default -> null;
        };
    }

    private static ComparisonOperator comparisonOperator(Kind kind) {
        return switch (kind) {
            case EQUAL -> ComparisonOperator.EQUAL;
            case NOT_EQUAL -> ComparisonOperator.NOT_EQUAL;
            case LESS -> ComparisonOperator.LESS;
            case AT_MOST -> ComparisonOperator.AT_MOST;
            case GREATER -> ComparisonOperator.GREATER;
            case AT_LEAST -> ComparisonOperator.AT_LEAST;
            default -> null;
        };
    }

    private static Identifier requireIdentifier(Expression left, int position, Kind operator)
            throws SelectorSyntaxException {
        if (left instanceof Identifier identifier) {
            return identifier;
        }
        throw new SelectorSyntaxException(position, "expected an identifier on the left of " + operator);
    }

    private static Identifier requireTextIdentifier(Expression left, int position, Kind operator)
            throws SelectorSyntaxException {
        Identifier identifier = requireIdentifier(left, position, operator);
        requireType(ValueType.STRING, identifier, position);
        return identifier;
    }

    /** Parses an operand that may have this type. */
    private Expression typed(ValueType type, Production operand) throws SelectorSyntaxException {
        int position = token.position();
        Expression expression = operand.parse();
        requireType(type, expression, position);
        return expression;
    }

    private static void requireType(ValueType type, Expression expression, int position)
            throws SelectorSyntaxException {
        if (!expression.type().mayBe(type)) {
            throw new SelectorSyntaxException(position, "found " + expression.type() + ", expected " + type);
        }
    }

    /** Goes one level deeper. */
    private void enter() throws SelectorSyntaxException {
        if (++nesting > MAX_NESTING) {
            throw new SelectorSyntaxException(
                    token.position(), "parentheses and signs are nested more than " + MAX_NESTING + " deep");
        }
    }

    private Token require(Kind kind) throws SelectorSyntaxException {
        if (!token.is(kind)) {
            throw expected(kind.toString());
        }
        return advance();
    }

    private boolean accept(Kind kind) throws SelectorSyntaxException {
        if (!token.is(kind)) {
            return false;
        }
        advance();
        return true;
    }

    /** Takes the token there is, and scans the next one. */
    private Token advance() throws SelectorSyntaxException {
        Token taken = token;
        token = scanner.next();
        return taken;
    }

    private SelectorSyntaxException expected(String what) {
        return new SelectorSyntaxException(token.position(), "found " + token + ", expected " + what);
    }
}
