package io.postrider.protocol.message;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A message as it was sent: never changed afterwards, shared by the journal, the wire and every consumer.
 *
 * <p>What differs from one delivery to the next (how often it was tried) is not here but in the delivery. A message
 * that was read from bytes reads its properties and body only when they are asked for, and keeps the bytes; one that
 * never leaves this VM is never encoded. Safe for any number of threads.
 *
 * <p>Header fields are those of section 3.4 of the specification. Instants are milliseconds since 1970, UTC.
 */
public final class Message {
    /** The priority of a message for which none was chosen; section 3.4.10. */
    public static final int DEFAULT_PRIORITY = 4;

    private static final int OBJECT_OVERHEAD_BYTES = 160;

    private final MessageId id;
    private final boolean idDisabled;
    private final DestinationName destination;
    private final boolean persistent;
    private final int priority;
    private final long timestampMillis;
    private final long expirationMillis;
    private final long deliveryTimeMillis;
    private final Object correlationId;
    private final DestinationName replyTo;
    private final String type;

    // Read from the bytes on first use; several threads may do so at once, and find equal values.
    private Map<String, Object> properties;
    private Body body;
    private byte[] encoded;
    private final int propertiesAt;
    private final int bodyAt;

    private Message(Builder builder) {
        id = Objects.requireNonNull(builder.id, "id");
        idDisabled = builder.idDisabled;
        destination = Objects.requireNonNull(builder.destination, "destination");
        persistent = builder.persistent;
        priority = builder.priority;
        timestampMillis = builder.timestampMillis;
        expirationMillis = builder.expirationMillis;
        deliveryTimeMillis = builder.deliveryTimeMillis;
        correlationId = builder.correlationId;
        replyTo = builder.replyTo;
        type = builder.type;
        properties = builder.properties;
        body = builder.body;
        encoded = builder.encoded;
        propertiesAt = builder.propertiesAt;
        bodyAt = builder.bodyAt;
    }

    /** A builder with the defaults of the specification: persistent, priority 4, no expiry, no body. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts with all that this message has, to make another from it. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /**
     * The message that these bytes hold. The array is kept, and must not be written to any more.
     *
     * @throws MalformedMessageException if the header cannot be read; a broken body is found when it is read
     */
    public static Message decode(byte[] encoded) {
        return MessageCodec.decode(encoded);
    }

    /** The encoded form, made on first use and kept. The array is shared: do not write to it. */
    public byte[] encoded() {
        byte[] known = encoded;
        if (known == null) {
            known = MessageCodec.encode(this);
            encoded = known;
        }
        return known;
    }

    /** About how much memory this message takes, in bytes: what budgets count. */
    public int estimatedBytes() {
        byte[] known = encoded;
        return OBJECT_OVERHEAD_BYTES + (known != null ? known.length : body.estimatedBytes() + 48 * properties.size());
    }

    /** The message's identity; present even where the application did without the visible identifier. */
    public MessageId id() {
        return id;
    }

    /** Whether the producer asked for no {@code JMSMessageID}. */
    public boolean idDisabled() {
        return idDisabled;
    }

    /** Where the message was sent. */
    public DestinationName destination() {
        return destination;
    }

    /** Whether it survives the broker's process. */
    public boolean persistent() {
        return persistent;
    }

    /** From 0, the lowest, to 9. */
    public int priority() {
        return priority;
    }

    /** When it was sent, or 0 where the producer asked for no timestamp. */
    public long timestampMillis() {
        return timestampMillis;
    }

    /** After which instant it must not be delivered, or 0 for never. */
    public long expirationMillis() {
        return expirationMillis;
    }

    /** Before which instant it must not be delivered, or 0 where no delay was asked for. */
    public long deliveryTimeMillis() {
        return deliveryTimeMillis;
    }

    /** Whether its time to live is over at this instant. */
    public boolean isExpiredAt(long nowMillis) {
        return expirationMillis != 0 && expirationMillis <= nowMillis;
    }

    /** A {@code String}, a {@code byte[]} (not to be written to), or null. */
    public Object correlationId() {
        return correlationId;
    }

    /** Where a reply should go, or null. */
    public DestinationName replyTo() {
        return replyTo;
    }

    /** The application's own type name ({@code JMSType}), or null. */
    public String type() {
        return type;
    }

    /**
     * The properties: unmodifiable, in the order they were set. Values are {@code Boolean}, {@code Byte}, {@code Short},
     * {@code Integer}, {@code Long}, {@code Float}, {@code Double}, {@code String} or null.
     *
     * @throws MalformedMessageException if the bytes this message was read from are broken
     */
    public Map<String, Object> properties() {
        Map<String, Object> known = properties;
        if (known == null) {
            known = MessageCodec.decodeProperties(encoded, propertiesAt);
            properties = known;
        }
        return known;
    }

    /**
     * The body, never null.
     *
     * @throws MalformedMessageException if the bytes this message was read from are broken
     */
    public Body body() {
        Body known = body;
        if (known == null) {
            known = MessageCodec.decodeBody(encoded, bodyAt);
            body = known;
        }
        return known;
    }

    /** The code of the body's form, one of the {@code CODE}s in {@link Body}; known without reading the body. */
    public int bodyCode() {
        Body known = body;
        return known != null ? known.code() : encoded[bodyAt];
    }

    /** For logs: the identity and the destination, never the content. */
    @Override
    public String toString() {
        return id + " to " + destination;
    }

    /** Collects what a message is made of. For one thread. */
    public static final class Builder {
        private MessageId id;
        private boolean idDisabled;
        private DestinationName destination;
        private boolean persistent = true;
        private int priority = DEFAULT_PRIORITY;
        private long timestampMillis;
        private long expirationMillis;
        private long deliveryTimeMillis;
        private Object correlationId;
        private DestinationName replyTo;
        private String type;
        private Map<String, Object> properties = Map.of();
        private Body body = Body.NONE;
        private byte[] encoded;
        private int propertiesAt;
        private int bodyAt;

        private Builder() {}

        private Builder(Message message) {
            id = message.id;
            idDisabled = message.idDisabled;
            destination = message.destination;
            persistent = message.persistent;
            priority = message.priority;
            timestampMillis = message.timestampMillis;
            expirationMillis = message.expirationMillis;
            deliveryTimeMillis = message.deliveryTimeMillis;
            correlationId = message.correlationId;
            replyTo = message.replyTo;
            type = message.type;
            properties = message.properties();
            body = message.body();
        }

        /** Required. */
        public Builder id(MessageId value) {
            id = value;
            return this;
        }

        /** Whether the application did without a visible identifier. */
        public Builder idDisabled(boolean value) {
            idDisabled = value;
            return this;
        }

        /** Required. */
        public Builder destination(DestinationName value) {
            destination = value;
            return this;
        }

        /** True unless said otherwise. */
        public Builder persistent(boolean value) {
            persistent = value;
            return this;
        }

        /**
         * From 0 to 9.
         *
         * @throws IllegalArgumentException outside of that range
         */
        public Builder priority(int value) {
            if (value < 0 || value > 9) {
                throw new IllegalArgumentException("a priority of " + value + " is not within 0 to 9");
            }
            priority = value;
            return this;
        }

        /** 0 for none. */
        public Builder timestampMillis(long value) {
            timestampMillis = value;
            return this;
        }

        /** 0 for never. */
        public Builder expirationMillis(long value) {
            expirationMillis = value;
            return this;
        }

        /** 0 for at once. */
        public Builder deliveryTimeMillis(long value) {
            deliveryTimeMillis = value;
            return this;
        }

        /** As a string, or null. */
        public Builder correlationId(String value) {
            correlationId = value;
            return this;
        }

        /** As bytes, handed over, or null. */
        public Builder correlationId(byte[] value) {
            correlationId = value;
            return this;
        }

        /** Or null. */
        public Builder replyTo(DestinationName value) {
            replyTo = value;
            return this;
        }

        /** Or null. */
        public Builder type(String value) {
            type = value;
            return this;
        }

        /** Copied. */
        public Builder properties(Map<String, Object> values) {
            properties = values.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(values));
            return this;
        }

        /** Not copied: nobody may change them any more. */
        public Builder handedOver(Map<String, Object> values) {
            properties = values.isEmpty() ? Map.of() : Collections.unmodifiableMap(values);
            return this;
        }

        /** Never null. */
        public Builder body(Body value) {
            body = Objects.requireNonNull(value, "body");
            return this;
        }

        Builder lazily(byte[] bytes, int propertiesOffset, int bodyOffset) {
            encoded = bytes;
            propertiesAt = propertiesOffset;
            bodyAt = bodyOffset;
            properties = propertiesOffset == bodyOffset ? Map.of() : null;
            body = null;
            return this;
        }

        /**
         * The message.
         *
         * @throws NullPointerException if the identity or the destination is missing
         */
        public Message build() {
            return new Message(this);
        }
    }
}
