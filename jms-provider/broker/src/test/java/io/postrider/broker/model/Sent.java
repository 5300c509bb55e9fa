package io.postrider.broker.model;

import io.postrider.protocol.message.Body;
import io.postrider.protocol.message.DestinationName;
import io.postrider.protocol.message.Message;
import io.postrider.protocol.message.MessageId;
import java.util.Map;

/**
 * A message as the model knows it.
 *
 * @param serial names it, and counts all messages
 * @param session whoever sent it: what one session sends to a destination stays in order
 * @param name that it must not be sent twice under; or null
 * @param connection on which it was sent, and
 * @param clientId its client identifier, or null: noLocal goes by one or the other
 */
record Sent(
        long serial,
        String session,
        String name,
        long connection,
        String clientId,
        DestinationName destination,
        boolean persistent,
        int priority,
        long expirationMillis,
        long deliveryTimeMillis,
        String color) {

    private static final String SERIAL = "serial";

    Message message() {
        return Message.builder()
                .id(new MessageId(session.hashCode(), serial))
                .destination(destination)
                .persistent(persistent)
                .priority(priority)
                .expirationMillis(expirationMillis)
                .deliveryTimeMillis(deliveryTimeMillis)
                .properties(properties())
                .body(new Body.Text("body of " + serial))
                .build();
    }

    private Map<String, Object> properties() {
        return name == null
                ? Map.of(SERIAL, serial, "color", color, "JMSXGroupID", color)
                : Map.of(SERIAL, serial, "color", color, "JMSXGroupID", color, "postrider_duplicate_id", name);
    }

    /** The same under a name. */
    Sent named(String given) {
        return new Sent(
                serial,
                session,
                given,
                connection,
                clientId,
                destination,
                persistent,
                priority,
                expirationMillis,
                deliveryTimeMillis,
                color);
    }

    /** The same with the time to live that its destination gives it. */
    Sent takenAt(long nowMillis) {
        return new Sent(
                serial,
                session,
                name,
                connection,
                clientId,
                destination,
                persistent,
                priority,
                ModelPolicy.of(destination).expirationMillis(expirationMillis, nowMillis),
                deliveryTimeMillis,
                color);
    }

    /** Which message this is. */
    static long serialOf(Message message) {
        return (Long) message.properties().get(SERIAL);
    }

    /** Whether a message that was received is this one, unharmed. */
    boolean arrivedAs(Message message) {
        return message.priority() == priority
                && message.persistent() == persistent
                && color.equals(message.properties().get("color"))
                && message.body().equals(new Body.Text("body of " + serial));
    }

    /** As it lies where dead letters or expired messages go. */
    Sent buriedIn(DestinationName grave) {
        return new Sent(serial, "the grave digger", null, 0, null, grave, persistent, priority, 0, 0, color);
    }

    /** Whether their order must outlast a restart: a delay takes a message out of the order of its session. */
    boolean isOfOneOrderWith(Sent other) {
        return session.equals(other.session) && deliveryTimeMillis == 0 && other.deliveryTimeMillis == 0;
    }

    boolean isExpiredAt(long nowMillis) {
        return expirationMillis != 0 && expirationMillis <= nowMillis;
    }

    @Override
    public String toString() {
        return serial
                + (persistent ? "p" : "n")
                + priority
                + color.charAt(0)
                + (expirationMillis == 0 ? "" : " expires " + expirationMillis)
                + (deliveryTimeMillis == 0 ? "" : " due " + deliveryTimeMillis)
                + (name == null ? "" : " " + name);
    }
}
