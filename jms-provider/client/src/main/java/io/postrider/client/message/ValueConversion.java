package io.postrider.client.message;

import jakarta.jms.MessageFormatException;
import java.util.Arrays;
import java.util.Objects;

/**
 * The conversion tables of the specification, said once: section 3.5.4 for properties and 3.11.3 for the values of map
 * and stream bodies (the former is the latter without characters and byte arrays).
 *
 * <p>Null read as a primitive counts as the primitive's {@code valueOf((String) null)}: false for a boolean,
 * {@link NumberFormatException} for integers, {@link NullPointerException} for the rest.
 */
final class ValueConversion {

    private ValueConversion() {}

    static boolean toBoolean(Object value) throws MessageFormatException {
        if (value instanceof Boolean truth) {
            return truth;
        }
        return Boolean.parseBoolean(textOf(value, "boolean"));
    }

    static byte toByte(Object value) throws MessageFormatException {
        if (value instanceof Byte number) {
            return number;
        }
        return Byte.parseByte(textOf(value, "byte"));
    }

    static short toShort(Object value) throws MessageFormatException {
        if (value instanceof Short || value instanceof Byte) {
            return ((Number) value).shortValue();
        }
        return Short.parseShort(textOf(value, "short"));
    }

    static char toChar(Object value) throws MessageFormatException {
        if (value instanceof Character character) {
            return character;
        }
        if (value == null) {
            throw new NullPointerException("a null value cannot be read as char");
        }
        throw refused(value, "char");
    }

    static int toInt(Object value) throws MessageFormatException {
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).intValue();
        }
        return Integer.parseInt(textOf(value, "int"));
    }

    static long toLong(Object value) throws MessageFormatException {
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        return Long.parseLong(textOf(value, "long"));
    }

    static float toFloat(Object value) throws MessageFormatException {
        if (value instanceof Float number) {
            return number;
        }
        return Float.parseFloat(textOf(value, "float"));
    }

    static double toDouble(Object value) throws MessageFormatException {
        if (value instanceof Double || value instanceof Float) {
            return ((Number) value).doubleValue();
        }
        return Double.parseDouble(textOf(value, "double"));
    }

    static String toText(Object value) throws MessageFormatException {
        if (value instanceof byte[]) {
            throw refused(value, "String");
        }
        return value == null ? null : value.toString();
    }

    /** A copy, or null. */
    static byte[] toBytes(Object value) throws MessageFormatException {
        if (value instanceof byte[] bytes) {
            return bytes.clone();
        }
        if (value == null) {
            return null;
        }
        throw refused(value, "byte[]");
    }

    /** Any value as an object: byte arrays are copied, all else cannot be changed anyway. */
    static Object toObject(Object value) {
        return value instanceof byte[] bytes ? bytes.clone() : value;
    }

    /**
     * A copy of a part, or null.
     *
     * @throws IndexOutOfBoundsException if the part is not within the array
     */
    static byte[] slice(byte[] bytes, int offset, int length) {
        if (bytes == null) {
            return null;
        }
        Objects.checkFromIndexSize(offset, length, bytes.length);
        return Arrays.copyOfRange(bytes, offset, offset + length);
    }

    /** What a map or stream body keeps of an object that the application gave: byte arrays are copied. */
    static Object bodyValue(Object value) throws MessageFormatException {
        if (value instanceof byte[] || value instanceof Character) {
            return toObject(value);
        }
        return propertyValue(value);
    }

    /** What properties keep of an object that the application gave. */
    static Object propertyValue(Object value) throws MessageFormatException {
        if (value == null
                || value instanceof String
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Boolean
                || value instanceof Double
                || value instanceof Float
                || value instanceof Short
                || value instanceof Byte) {
            return value;
        }
        throw new MessageFormatException("a value of " + value.getClass().getName()
                + " is not permitted here: only primitives in their object form and String");
    }

    private static String textOf(Object value, String wanted) throws MessageFormatException {
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw refused(value, wanted);
    }

    private static MessageFormatException refused(Object value, String wanted) {
        String held = value instanceof byte[] ? "byte[]" : value.getClass().getSimpleName();
        return new MessageFormatException("a value set as " + held + " cannot be read as " + wanted);
    }
}
