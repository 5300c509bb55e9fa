package io.postrider.protocol.message;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The one encoding of a message. The layout, permanent for {@link #VERSION} and held by golden bytes in a test:
 *
 * <pre>
 * byte    version
 * short   flags: which of the optional fields follow
 * byte    priority
 * long    producer, long sequence
 * long    timestamp, expiration, delivery time     (each only if flagged)
 * kind and name of the destination
 * kind and name of the reply destination           (if flagged)
 * string or bytes of the correlation identifier    (if flagged)
 * string  type                                     (if flagged)
 * properties: count, then name and value of each   (if flagged)
 * byte    form of the body, then the body to the end
 * </pre>
 */
final class MessageCodec {
    static final int VERSION = 1;

    private static final int PERSISTENT = 1;
    private static final int ID_DISABLED = 1 << 1;
    private static final int TIMESTAMP = 1 << 2;
    private static final int EXPIRATION = 1 << 3;
    private static final int DELIVERY_TIME = 1 << 4;
    private static final int REPLY_TO = 1 << 5;
    private static final int CORRELATION_STRING = 1 << 6;
    private static final int CORRELATION_BYTES = 1 << 7;
    private static final int CORRELATION_EITHER = CORRELATION_STRING | CORRELATION_BYTES;
    private static final int TYPE = 1 << 8;
    private static final int PROPERTIES = 1 << 9;
    private static final int KNOWN_FLAGS = (1 << 10) - 1;

    private static final int ABSENT = 0;
    private static final int PRESENT = 1;

    private MessageCodec() {}

    static byte[] encode(Message message) {
        Map<String, Object> properties = message.properties();
        int expected = 96 + message.destination().name().length() + 32 * properties.size();
        ByteWriter out = new ByteWriter(expected + message.body().estimatedBytes());
        int flags = flagsOf(message, properties);
        out.writeByte(VERSION).writeShort(flags).writeByte(message.priority());
        out.writeLong(message.id().producer()).writeLong(message.id().sequence());
        writeInstants(out, flags, message);
        writeDestination(out, message.destination());
        if (message.replyTo() != null) {
            writeDestination(out, message.replyTo());
        }
        if (message.correlationId() instanceof String string) {
            out.writeString(string);
        } else if (message.correlationId() instanceof byte[] bytes) {
            out.writeBytes(bytes);
        }
        if (message.type() != null) {
            out.writeString(message.type());
        }
        if (!properties.isEmpty()) {
            int lengthAt = out.position();
            out.writeInt(0);
            writeEntries(out, properties);
            out.patchInt(lengthAt, out.position() - lengthAt - 4);
        }
        writeBody(out, message.body());
        return out.toByteArray();
    }

    private static int flagsOf(Message message, Map<String, Object> properties) {
        int flags = message.persistent() ? PERSISTENT : 0;
        flags |= message.idDisabled() ? ID_DISABLED : 0;
        flags |= message.timestampMillis() != 0 ? TIMESTAMP : 0;
        flags |= message.expirationMillis() != 0 ? EXPIRATION : 0;
        flags |= message.deliveryTimeMillis() != 0 ? DELIVERY_TIME : 0;
        flags |= message.replyTo() != null ? REPLY_TO : 0;
        flags |= message.correlationId() instanceof String ? CORRELATION_STRING : 0;
        flags |= message.correlationId() instanceof byte[] ? CORRELATION_BYTES : 0;
        flags |= message.type() != null ? TYPE : 0;
        flags |= properties.isEmpty() ? 0 : PROPERTIES;
        return flags;
    }

    private static void writeInstants(ByteWriter out, int flags, Message message) {
        if ((flags & TIMESTAMP) != 0) {
            out.writeLong(message.timestampMillis());
        }
        if ((flags & EXPIRATION) != 0) {
            out.writeLong(message.expirationMillis());
        }
        if ((flags & DELIVERY_TIME) != 0) {
            out.writeLong(message.deliveryTimeMillis());
        }
    }

    private static void writeBody(ByteWriter out, Body body) {
        out.writeByte(body.code());
        if (body instanceof Body.Text text) {
            writeNullable(out, text.text() == null ? null : TextCodec.encode(text.text()));
        } else if (body instanceof Body.Bytes bytes) {
            out.writeRaw(bytes.bytes(), 0, bytes.bytes().length);
        } else if (body instanceof Body.Serialized serialized) {
            writeNullable(out, serialized.bytes());
        } else if (body instanceof Body.Entries entries) {
            writeEntries(out, entries.entries());
        } else if (body instanceof Body.Stream stream) {
            out.writeVarInt(stream.values().size());
            stream.values().forEach(value -> Values.write(out, value));
        }
    }

    private static void writeNullable(ByteWriter out, byte[] bytes) {
        out.writeByte(bytes == null ? ABSENT : PRESENT);
        if (bytes != null) {
            out.writeRaw(bytes, 0, bytes.length);
        }
    }

    private static void writeEntries(ByteWriter out, Map<String, Object> entries) {
        out.writeVarInt(entries.size());
        for (Map.Entry<String, Object> entry : entries.entrySet()) {
            out.writeString(entry.getKey());
            Values.write(out, entry.getValue());
        }
    }

    private static void writeDestination(ByteWriter out, DestinationName destination) {
        out.writeByte(destination.kind().code()).writeString(destination.name());
    }

    static Message decode(byte[] encoded) {
        ByteReader in = new ByteReader(encoded);
        int version = in.readUnsignedByte();
        if (version != VERSION) {
            throw new MalformedMessageException("message version " + version + " is not known");
        }
        int flags = in.readShort() & 0xffff;
        if ((flags & ~KNOWN_FLAGS) != 0 || (flags & CORRELATION_EITHER) == CORRELATION_EITHER) {
            throw new MalformedMessageException("impossible message flags 0x" + Integer.toHexString(flags));
        }
        try {
            Message.Builder builder = decodeHeader(in, flags);
            int propertiesAt = in.position();
            if ((flags & PROPERTIES) != 0) {
                in.skip(in.readInt());
            }
            int bodyAt = in.position();
            int bodyCode = in.readUnsignedByte();
            if (bodyCode > Body.Serialized.CODE) {
                throw new MalformedMessageException("unknown form of body " + bodyCode);
            }
            return builder.lazily(encoded, propertiesAt, bodyAt).build();
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException(e.getMessage());
        }
    }

    private static Message.Builder decodeHeader(ByteReader in, int flags) {
        Message.Builder builder = Message.builder()
                .persistent((flags & PERSISTENT) != 0)
                .idDisabled((flags & ID_DISABLED) != 0)
                .priority(in.readByte())
                .id(new MessageId(in.readLong(), in.readLong()))
                .timestampMillis((flags & TIMESTAMP) != 0 ? in.readLong() : 0)
                .expirationMillis((flags & EXPIRATION) != 0 ? in.readLong() : 0)
                .deliveryTimeMillis((flags & DELIVERY_TIME) != 0 ? in.readLong() : 0)
                .destination(readDestination(in))
                .replyTo((flags & REPLY_TO) != 0 ? readDestination(in) : null);
        if ((flags & CORRELATION_STRING) != 0) {
            builder.correlationId(in.readString());
        }
        if ((flags & CORRELATION_BYTES) != 0) {
            builder.correlationId(in.readBytes());
        }
        return builder.type((flags & TYPE) != 0 ? in.readString() : null);
    }

    private static DestinationName readDestination(ByteReader in) {
        return new DestinationName(DestinationName.Kind.ofCode(in.readUnsignedByte()), in.readString());
    }

    static Map<String, Object> decodeProperties(byte[] encoded, int at) {
        ByteReader in = new ByteReader(encoded, at, encoded.length - at);
        in = new ByteReader(encoded, at + 4, in.readInt());
        Map<String, Object> properties = readEntries(in);
        requireEnd(in, "properties");
        for (Map.Entry<String, Object> property : properties.entrySet()) {
            if (property.getValue() instanceof byte[] || property.getValue() instanceof Character) {
                throw new MalformedMessageException("property " + property.getKey() + " is of a type for bodies only");
            }
        }
        return Collections.unmodifiableMap(properties);
    }

    static Body decodeBody(byte[] encoded, int at) {
        ByteReader in = new ByteReader(encoded, at, encoded.length - at);
        Body body = readBody(in, in.readUnsignedByte());
        requireEnd(in, "body");
        return body;
    }

    private static Body readBody(ByteReader in, int code) {
        return switch (code) {
            case Body.None.CODE -> Body.NONE;
            case Body.Text.CODE -> new Body.Text(readsPresence(in) ? in.readText(in.remaining()) : null);
            case Body.Bytes.CODE -> new Body.Bytes(in.readRaw(in.remaining()));
            case Body.Entries.CODE -> new Body.Entries(readEntries(in));
            case Body.Stream.CODE -> new Body.Stream(readValues(in));
            case Body.Serialized.CODE -> new Body.Serialized(readsPresence(in) ? in.readRaw(in.remaining()) : null);
            default -> throw new MalformedMessageException("unknown form of body " + code);
        };
    }

    private static boolean readsPresence(ByteReader in) {
        int mark = in.readUnsignedByte();
        if (mark != ABSENT && mark != PRESENT) {
            throw new MalformedMessageException("a mark of presence is " + mark);
        }
        return mark == PRESENT;
    }

    private static void requireEnd(ByteReader in, String part) {
        if (in.remaining() > 0) {
            throw new MalformedMessageException(in.remaining() + " bytes follow the " + part);
        }
    }

    private static Map<String, Object> readEntries(ByteReader in) {
        int count = in.readVarInt();
        Map<String, Object> entries = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            entries.put(in.readString(), Values.read(in));
        }
        return entries;
    }

    private static List<Object> readValues(ByteReader in) {
        int count = in.readVarInt();
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(Values.read(in));
        }
        return values;
    }
}
