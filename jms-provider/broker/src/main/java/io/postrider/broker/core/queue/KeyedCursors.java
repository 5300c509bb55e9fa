package io.postrider.broker.core.queue;

import io.postrider.broker.selector.RequiredValue;
import io.postrider.protocol.message.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The cursors of all consumers that want only messages with one value or another of the same property: an entry concerns those of its own
 * value, and the others need not look at it. So what hundreds of consumers with a selector each cost does not grow with their number.
 *
 * <p>Mostly a cursor stands at an entry of its own value, or at the end. Where it may stand at another one, because a step of somebody else's has moved
 * it there or the value was not known, that entry is {@linkplain Entry#crowded crowded}, and concerns all when it leaves.
 */
final class KeyedCursors {
    private final String identifier;
    private final RequiredValue.Source source;
    private final List<LaneCursor> all = new ArrayList<>();
    private final Map<Object, List<LaneCursor>> byValue = new HashMap<>();

    /** @param any one of the values; the others are of the same identifier */
    KeyedCursors(RequiredValue any) {
        identifier = any.identifier();
        source = any.source();
    }

    String identifier() {
        return identifier;
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    void add(LaneCursor cursor) {
        all.add(cursor);
        byValue.computeIfAbsent(cursor.required().value(), key -> new ArrayList<>(1))
                .add(cursor);
        standsAnywhere(cursor);
    }

    void remove(LaneCursor cursor) {
        Object value = cursor.required().value();
        all.remove(cursor);
        List<LaneCursor> alike = byValue.get(value);
        alike.remove(cursor);
        if (alike.isEmpty()) {
            byValue.remove(value);
        }
    }

    /** A cursor was put somewhere without regard to its value. */
    static void standsAnywhere(LaneCursor cursor) {
        for (int lane = 0; lane < Lanes.COUNT; lane++) {
            if (cursor.at(lane) != null) {
                cursor.at(lane).crowded = true;
            }
        }
    }

    void linked(Entry entry) {
        List<LaneCursor> concerned = concernedBy(entry);
        if (concerned == all) {
            entry.crowded = true;
        }
        for (int i = 0; i < concerned.size(); i++) {
            concerned.get(i).linked(entry);
        }
    }

    void unlinked(Entry entry) {
        List<LaneCursor> concerned = entry.crowded ? all : concernedBy(entry);
        for (int i = 0; i < concerned.size(); i++) {
            if (concerned.get(i).unlinked(entry) && entry.next != null) {
                entry.next.crowded = true;
            }
        }
    }

    private List<LaneCursor> concernedBy(Entry entry) {
        Message content = entry.stored().content();
        Object value = content == null ? RequiredValue.ANY_NUMBER : source.of(content);
        if (value == null) {
            return List.of();
        }
        return value == RequiredValue.ANY_NUMBER ? all : byValue.getOrDefault(value, List.of());
    }
}
