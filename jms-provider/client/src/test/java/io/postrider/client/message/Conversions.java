package io.postrider.client.message;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Tables 3-2 and 3-7 of the specification as the specification prints them, and what the tests need to walk them. */
final class Conversions {

    /** The types that values are set as and read as, with a value of each. */
    enum Type {
        BOOLEAN(true),
        BYTE((byte) 12),
        SHORT((short) 1234),
        CHAR('7'),
        INT(123_456),
        LONG(1234567890123L),
        FLOAT(1.5f),
        DOUBLE(2.25),
        STRING("1"),
        BYTES(new byte[] {1, 2});

        final Object sample;

        Type(Object sample) {
            this.sample = sample;
        }
    }

    /** Which types a value that was set as the key can be read as; section 3.11.3, table 3-7. */
    private static final Map<Type, Set<Type>> TABLE = new LinkedHashMap<>();

    static {
        TABLE.put(Type.BOOLEAN, Set.of(Type.BOOLEAN, Type.STRING));
        TABLE.put(Type.BYTE, Set.of(Type.BYTE, Type.SHORT, Type.INT, Type.LONG, Type.STRING));
        TABLE.put(Type.SHORT, Set.of(Type.SHORT, Type.INT, Type.LONG, Type.STRING));
        TABLE.put(Type.CHAR, Set.of(Type.CHAR, Type.STRING));
        TABLE.put(Type.INT, Set.of(Type.INT, Type.LONG, Type.STRING));
        TABLE.put(Type.LONG, Set.of(Type.LONG, Type.STRING));
        TABLE.put(Type.FLOAT, Set.of(Type.FLOAT, Type.DOUBLE, Type.STRING));
        TABLE.put(Type.DOUBLE, Set.of(Type.DOUBLE, Type.STRING));
        TABLE.put(
                Type.STRING,
                Set.of(Type.BOOLEAN, Type.BYTE, Type.SHORT, Type.INT, Type.LONG, Type.FLOAT, Type.DOUBLE, Type.STRING));
        TABLE.put(Type.BYTES, Set.of(Type.BYTES));
    }

    static final List<Type> OF_PROPERTIES = Stream.of(Type.values())
            .filter(type -> type != Type.CHAR && type != Type.BYTES)
            .toList();

    private Conversions() {}

    /** Set as, read as, and the value expected: null where the conversion is refused. */
    static Stream<Arguments> allOf(List<Type> types) {
        return types.stream().flatMap(from -> types.stream()
                .map(to -> Arguments.of(from, to, TABLE.get(from).contains(to) ? converted(from.sample, to) : null)));
    }

    /** What reading null as the type throws, or null where it gives a value. */
    static Class<? extends Throwable> thrownForNull(Type type) {
        return switch (type) {
            case BYTE, SHORT, INT, LONG -> NumberFormatException.class;
            case CHAR, FLOAT, DOUBLE -> NullPointerException.class;
            case BOOLEAN, STRING, BYTES -> null;
        };
    }

    private static Object converted(Object value, Type to) {
        boolean text = value instanceof String;
        Number number = value instanceof Number given ? given : 1;
        return switch (to) {
            case BOOLEAN -> text ? Boolean.valueOf((String) value) : value;
            case BYTE -> number.byteValue();
            case SHORT -> number.shortValue();
            case INT -> number.intValue();
            case LONG -> number.longValue();
            case FLOAT -> number.floatValue();
            case DOUBLE -> number.doubleValue();
            case STRING -> String.valueOf(value);
            case CHAR, BYTES -> value;
        };
    }
}
