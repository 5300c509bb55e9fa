package io.postrider.protocol.message;

/**
 * The encoding of one value of a property, a map body, a stream body or a row of a management reply: a permanent type code,
 * then the value.
 */
public final class Values {
    private static final int NULL = 0;
    private static final int FALSE = 1;
    private static final int TRUE = 2;
    private static final int BYTE = 3;
    private static final int SHORT = 4;
    private static final int CHAR = 5;
    private static final int INT = 6;
    private static final int LONG = 7;
    private static final int FLOAT = 8;
    private static final int DOUBLE = 9;
    private static final int STRING = 10;
    private static final int BYTES = 11;

    private Values() {}

    /**
     * Writes a value: null, a {@code Boolean}, a number of a primitive type, a {@code Character}, a {@code String} or a
     * {@code byte[]}.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public static void write(ByteWriter out, Object value) {
        if (value == null) {
            out.writeByte(NULL);
        } else if (value instanceof String string) {
            out.writeByte(STRING).writeString(string);
        } else if (value instanceof Integer number) {
            out.writeByte(INT).writeInt(number);
        } else if (value instanceof Long number) {
            out.writeByte(LONG).writeLong(number);
        } else if (value instanceof Boolean truth) {
            out.writeByte(truth ? TRUE : FALSE);
        } else if (value instanceof Double number) {
            out.writeByte(DOUBLE).writeLong(Double.doubleToRawLongBits(number));
        } else if (value instanceof Float number) {
            out.writeByte(FLOAT).writeInt(Float.floatToRawIntBits(number));
        } else if (value instanceof Short number) {
            out.writeByte(SHORT).writeShort(number);
        } else if (value instanceof Byte number) {
            out.writeByte(BYTE).writeByte(number);
        } else if (value instanceof Character character) {
            out.writeByte(CHAR).writeShort(character);
        } else if (value instanceof byte[] bytes) {
            out.writeByte(BYTES).writeBytes(bytes);
        } else {
            throw new IllegalArgumentException("a value of " + value.getClass().getName() + " cannot be sent");
        }
    }

    /**
     * Reads a value.
     *
     * @throws MalformedMessageException if there is none
     */
    public static Object read(ByteReader in) {
        int code = in.readUnsignedByte();
        return switch (code) {
            case NULL -> null;
            case FALSE -> Boolean.FALSE;
            case TRUE -> Boolean.TRUE;
            case BYTE -> in.readByte();
            case SHORT -> in.readShort();
            case CHAR -> (char) in.readShort();
            case INT -> in.readInt();
            case LONG -> in.readLong();
            case FLOAT -> Float.intBitsToFloat(in.readInt());
            case DOUBLE -> Double.longBitsToDouble(in.readLong());
            case STRING -> in.readString();
            case BYTES -> in.readBytes();
            default -> throw new MalformedMessageException("unknown value type " + code);
        };
    }

    static int estimatedBytes(Object value) {
        if (value instanceof String string) {
            return string.length() + 3;
        }
        return value instanceof byte[] bytes ? bytes.length + 3 : 9;
    }
}
