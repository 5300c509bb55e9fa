package io.postrider.broker.selector;

import io.postrider.broker.selector.Token.Kind;
import java.util.Map;

/** Cuts a selector's text into tokens, one at a time. */
final class Scanner {
    private static final Map<String, Kind> KEYWORDS = Map.ofEntries(
            Map.entry("TRUE", Kind.TRUE),
            Map.entry("FALSE", Kind.FALSE),
            Map.entry("NULL", Kind.NULL),
            Map.entry("NOT", Kind.NOT),
            Map.entry("AND", Kind.AND),
            Map.entry("OR", Kind.OR),
            Map.entry("BETWEEN", Kind.BETWEEN),
            Map.entry("LIKE", Kind.LIKE),
            Map.entry("IN", Kind.IN),
            Map.entry("IS", Kind.IS),
            Map.entry("ESCAPE", Kind.ESCAPE));
    private static final int LONGEST_KEYWORD = 7;

    private final String text;
    private int at;

    Scanner(String text) {
        this.text = text;
    }

    /** The next token; {@link Kind#END} after the last one, again and again. */
    Token next() throws SelectorSyntaxException {
        while (at < text.length() && isWhiteSpace(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            return new Token(Kind.END, "", at + 1);
        }
        int character = text.codePointAt(at);
        if (character == '\'') {
            return string();
        }
        if (isDigit(character) || (character == '.' && isDigit(peek(1)))) {
            return number();
        }
        if (Character.isJavaIdentifierStart(character)) {
            return word();
        }
        return symbol(character);
    }

    /** White space is that of the Java language, as section 3.8.1.1 says: no other character that looks like it. */
    static boolean isWhiteSpace(char character) {
        return character == ' ' || character == '\t' || character == '\f' || character == '\n' || character == '\r';
    }

    private Token string() throws SelectorSyntaxException {
        int start = at;
        StringBuilder value = new StringBuilder();
        while (true) {
            int quote = text.indexOf('\'', at + 1);
            if (quote < 0) {
                throw new SelectorSyntaxException(start + 1, "the string that begins here has no closing quote");
            }
            value.append(text, at + 1, quote);
            at = quote;
            if (peek(1) != '\'') {
                break;
            }
            value.append('\'');
            at++;
        }
        at++;
        return new Token(Kind.STRING, value.toString(), start + 1);
    }

    /** Takes all that could belong to a number: whether it is one, {@link Numbers#parse} decides. */
    private Token number() {
        int start = at;
        boolean hexadecimal = text.charAt(at) == '0' && (peek(1) == 'x' || peek(1) == 'X');
        while (at < text.length()) {
            int character = text.codePointAt(at);
            boolean sign = character == '+' || character == '-';
            if (sign ? !isExponentMark(text.charAt(at - 1), hexadecimal) : !isNumberPart(character)) {
                break;
            }
            at += Character.charCount(character);
        }
        return new Token(Kind.NUMBER, text.substring(start, at), start + 1);
    }

    private static boolean isExponentMark(char character, boolean hexadecimal) {
        char mark = hexadecimal ? 'p' : 'e';
        return character == mark || character == Character.toUpperCase(mark);
    }

    private static boolean isNumberPart(int character) {
        return character == '.' || Character.isJavaIdentifierPart(character);
    }

    private Token word() {
        int start = at;
        while (at < text.length() && Character.isJavaIdentifierPart(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
        String word = text.substring(start, at);
        return new Token(kindOf(word), word, start + 1);
    }

    /** Keywords are ASCII: a Turkish dotless i or a Kelvin sign, which change into I and k, make no keyword. */
    private static Kind kindOf(String word) {
        if (word.length() > LONGEST_KEYWORD) {
            return Kind.IDENTIFIER;
        }
        char[] upper = word.toCharArray();
        for (int i = 0; i < upper.length; i++) {
            if (upper[i] >= 'a' && upper[i] <= 'z') {
                upper[i] -= 'a' - 'A';
            }
        }
        return KEYWORDS.getOrDefault(new String(upper), Kind.IDENTIFIER);
    }

    private Token symbol(int character) throws SelectorSyntaxException {
        char following = peek(1);
        Kind kind =
                switch (character) {
                    case '(' -> Kind.LEFT_PARENTHESIS;
                    case ')' -> Kind.RIGHT_PARENTHESIS;
                    case ',' -> Kind.COMMA;
                    case '+' -> Kind.PLUS;
                    case '-' -> Kind.MINUS;
                    case '*' -> Kind.TIMES;
                    case '/' -> Kind.DIVIDE;
                    case '=' -> Kind.EQUAL;
                    case '<' -> following == '>' ? Kind.NOT_EQUAL : following == '=' ? Kind.AT_MOST : Kind.LESS;
                    case '>' -> following == '=' ? Kind.AT_LEAST : Kind.GREATER;
                    default -> throw new SelectorSyntaxException(at + 1, unexpected(character));
                };
        boolean two = kind == Kind.NOT_EQUAL || kind == Kind.AT_MOST || kind == Kind.AT_LEAST;
        int start = at;
        at += two ? 2 : 1;
        return new Token(kind, text.substring(start, at), start + 1);
    }

    private static String unexpected(int character) {
        return switch (character) {
            case '"' -> "found '\"'; strings stand in single quotes";
            case '!' -> "found '!'; not equal is written <>, and not is written NOT";
            default ->
                String.format(
                        "found the character '%s' (U+%04X), which no selector has here",
                        Character.toString(character), character);
        };
    }

    /** The character so many places on, or 0 beyond the end. */
    private char peek(int places) {
        return at + places < text.length() ? text.charAt(at + places) : 0;
    }

    private static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }
}
