package io.postrider.server.command;

import io.postrider.server.output.JsonText;
import jakarta.jms.BytesMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.ObjectMessage;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What commands show of a message. */
final class MessageText {
    private static final int BRIEF_LENGTH = 60;

    private MessageText() {}

    /** Headers, properties and body: bytes in Base64; of stream and object messages no body. */
    static Map<String, Object> whole(Message message) throws JMSException {
        Map<String, Object> row = headers(message);
        Map<String, Object> properties = new LinkedHashMap<>();
        for (String name : names(message.getPropertyNames())) {
            properties.put(name, message.getObjectProperty(name));
        }
        row.put("properties", properties);
        if (message instanceof TextMessage text) {
            row.put("text", text.getText());
        } else if (message instanceof BytesMessage) {
            row.put("bytes", Base64.getEncoder().encodeToString(message.getBody(byte[].class)));
        } else if (message instanceof MapMessage map) {
            row.put("map", entries(map));
        }
        return row;
    }

    /** Headers and the beginning of the body, for a line of a table. */
    static Map<String, Object> brief(Message message) throws JMSException {
        Map<String, Object> row = headers(message);
        String body = new String(body(message), StandardCharsets.UTF_8);
        row.put("body", body.length() <= BRIEF_LENGTH ? body : body.substring(0, BRIEF_LENGTH) + "...");
        return row;
    }

    private static Map<String, Object> headers(Message message) throws JMSException {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", message.getJMSMessageID());
        row.put("sent", Instant.ofEpochMilli(message.getJMSTimestamp()));
        row.put("priority", message.getJMSPriority());
        row.put("persistent", message.getJMSDeliveryMode() == DeliveryMode.PERSISTENT);
        row.put("redelivered", message.getJMSRedelivered());
        putIfAny(row, "correlation-id", message.getJMSCorrelationID());
        putIfAny(row, "type", message.getJMSType());
        putIfAny(row, "reply-to", message.getJMSReplyTo());
        if (message.getJMSExpiration() != 0) {
            row.put("expires", Instant.ofEpochMilli(message.getJMSExpiration()));
        }
        row.put("kind", kind(message));
        return row;
    }

    private static void putIfAny(Map<String, Object> row, String name, Object value) {
        if (value != null) {
            row.put(name, value.toString());
        }
    }

    private static String kind(Message message) {
        for (Class<?> kind : new Class<?>[] {
            TextMessage.class, BytesMessage.class, MapMessage.class, StreamMessage.class, ObjectMessage.class
        }) {
            if (kind.isInstance(message)) {
                return kind.getSimpleName().replace("Message", "").toLowerCase(Locale.ROOT);
            }
        }
        return "empty";
    }

    /** The body as it is written to a file: text, bytes, a map as JSON; of other messages nothing. */
    static byte[] body(Message message) throws JMSException {
        if (message instanceof TextMessage text) {
            return text.getText() == null ? new byte[0] : text.getText().getBytes(StandardCharsets.UTF_8);
        }
        if (message instanceof BytesMessage) {
            byte[] bytes = message.getBody(byte[].class);
            return bytes == null ? new byte[0] : bytes;
        }
        if (message instanceof MapMessage map) {
            return JsonText.of(entries(map)).getBytes(StandardCharsets.UTF_8);
        }
        return new byte[0];
    }

    private static Map<String, Object> entries(MapMessage map) throws JMSException {
        Map<String, Object> entries = new LinkedHashMap<>();
        for (String name : names(map.getMapNames())) {
            Object value = map.getObject(name);
            entries.put(
                    name, value instanceof byte[] bytes ? Base64.getEncoder().encodeToString(bytes) : value);
        }
        return entries;
    }

    /** The API's enumerations are of no type. */
    private static List<String> names(Enumeration<?> names) {
        List<String> all = new ArrayList<>();
        names.asIterator().forEachRemaining(name -> all.add(name.toString()));
        return all;
    }
}
