package io.postrider.broker.selector;

/**
 * A word of a selector's text.
 *
 * @param kind what it is
 * @param text as it is written; for a string literal its value, and for the end nothing
 * @param position where it begins, from 1
 */
record Token(Kind kind, String text, int position) {

    /** What a word can be, with the form in which an error message names it. */
    enum Kind {
        IDENTIFIER("an identifier"),
        STRING("a string literal"),
        NUMBER("a number"),
        TRUE("TRUE"),
        FALSE("FALSE"),
        NULL("NULL"),
        NOT("NOT"),
        AND("AND"),
        OR("OR"),
        BETWEEN("BETWEEN"),
        LIKE("LIKE"),
        IN("IN"),
        IS("IS"),
        ESCAPE("ESCAPE"),
        LEFT_PARENTHESIS("'('"),
        RIGHT_PARENTHESIS("')'"),
        COMMA("','"),
        PLUS("'+'"),
        MINUS("'-'"),
        TIMES("'*'"),
        DIVIDE("'/'"),
        EQUAL("'='"),
        NOT_EQUAL("'<>'"),
        LESS("'<'"),
        AT_MOST("'<='"),
        GREATER("'>'"),
        AT_LEAST("'>='"),
        END("the end");

        private final String shown;

        Kind(String shown) {
            this.shown = shown;
        }

        @Override
        public String toString() {
            return shown;
        }
    }

    private static final int SHOWN_CHARACTERS = 40;

    boolean is(Kind other) {
        return kind == other;
    }

    /** As an error message names it: the word itself, not its kind. */
    @Override
    public String toString() {
        return switch (kind) {
            case END -> kind.toString();
            case STRING -> "the string '" + shortened() + "'";
            default -> "'" + shortened() + "'";
        };
    }

    private String shortened() {
        return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "...";
    }
}
