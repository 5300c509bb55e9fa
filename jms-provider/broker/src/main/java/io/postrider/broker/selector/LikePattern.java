package io.postrider.broker.selector;

import java.util.Arrays;

/** The pattern of a {@code LIKE}: {@code _} stands for one character, {@code %} for any number of them. */
final class LikePattern {
    private static final int ONE = -1;
    private static final int ANY = -2;

    private final String text;
    private final String escape;
    private final int[] parts;

    private LikePattern(String text, String escape, int[] parts) {
        this.text = text;
        this.escape = escape;
        this.parts = parts;
    }

    /**
     * Reads a pattern.
     *
     * @param escape the escape character, or null
     * @return null if an escape character ends the pattern, and so escapes nothing
     */
    static LikePattern of(String text, String escape) {
        int escapeCharacter = escape == null ? 0 : escape.codePointAt(0);
        int[] characters = text.codePoints().toArray();
        int[] parts = new int[characters.length];
        int count = 0;
        for (int i = 0; i < characters.length; i++) {
            int character = characters[i];
            if (escape != null && character == escapeCharacter) {
                if (++i == characters.length) {
                    return null;
                }
                parts[count++] = characters[i];
            } else if (character == '%') {
                // one % says as much as several
                if (count == 0 || parts[count - 1] != ANY) {
                    parts[count++] = ANY;
                }
            } else {
                parts[count++] = character == '_' ? ONE : character;
            }
        }
        return new LikePattern(text, escape, Arrays.copyOf(parts, count));
    }

    String text() {
        return text;
    }

    /** As it was written, or null. */
    String escape() {
        return escape;
    }

    /**
     * Whether the whole of a value fits. On a mismatch only the latest {@code %} need take one character more: any earlier
     * one has found the leftmost place for what follows it already. So the time is bounded by the product of the lengths.
     */
    boolean matches(String value) {
        int part = 0;
        int at = 0;
        int resumePart = -1;
        int resumeAt = 0;
        while (at < value.length()) {
            int character = value.codePointAt(at);
            if (part < parts.length && parts[part] == ANY) {
                resumePart = ++part;
                resumeAt = at;
            } else if (part < parts.length && (parts[part] == ONE || parts[part] == character)) {
                part++;
                at += Character.charCount(character);
            } else if (resumePart >= 0) {
                resumeAt += Character.charCount(value.codePointAt(resumeAt));
                at = resumeAt;
                part = resumePart;
            } else {
                return false;
            }
        }
        return part == parts.length || part == parts.length - 1 && parts[part] == ANY;
    }
}
