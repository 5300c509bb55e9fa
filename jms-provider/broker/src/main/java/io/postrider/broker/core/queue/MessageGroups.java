package io.postrider.broker.core.queue;

import io.postrider.protocol.message.Message;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Messages of one group go to one consumer, in order, as long as it is open. A group that is to change its consumer first waits until nothing of
 * it is outstanding, so that two consumers never have messages of the same group at once.
 */
final class MessageGroups implements Turns {
    /** The property that names a message's group. */
    static final String ID = "JMSXGroupID";

    /** Its place in the group; below 0 the group ends with it. */
    static final String SEQUENCE = "JMSXGroupSeq";

    /** Of so many groups the consumer is remembered; beyond, those that rested longest may change theirs. */
    private static final int REMEMBERED = 10_000;

    private static final int LOOKED_AT_TO_FORGET = 16;

    /** Those that were used last come last. */
    private final Map<String, Group> groups = new LinkedHashMap<>(16, 0.75f, true);

    private final Map<Entry, Group> outstanding = new HashMap<>();

    private static final class Group {
        private final String id;
        private final QueueConsumer owner;
        private int outstanding;
        /** Whether it gives up its consumer once nothing of it is outstanding. */
        private boolean leaving;

        private Group(String id, QueueConsumer owner) {
            this.id = id;
            this.owner = owner;
        }
    }

    @Override
    public boolean mayServe(QueueConsumer consumer) {
        return true;
    }

    @Override
    public boolean chooses() {
        return true;
    }

    @Override
    public boolean mayTake(QueueConsumer consumer, Message message) {
        String id = idOf(message);
        Group group = id == null ? null : groups.get(id);
        return group == null || !group.leaving && group.owner == consumer;
    }

    private static String idOf(Message message) {
        return message.properties().get(ID) instanceof String id && !id.isEmpty() ? id : null;
    }

    @Override
    public void delivered(QueueConsumer consumer, Entry entry, Message message) {
        String id = idOf(message);
        if (id == null) {
            return;
        }
        Group group = groups.computeIfAbsent(id, key -> new Group(id, consumer));
        group.outstanding++;
        group.leaving |= message.properties().get(SEQUENCE) instanceof Number sequence && sequence.longValue() < 0;
        outstanding.put(entry, group);
        if (groups.size() > REMEMBERED) {
            forgetSome();
        }
    }

    private void forgetSome() {
        Iterator<Group> eldest = groups.values().iterator();
        for (int i = 0; i < LOOKED_AT_TO_FORGET && groups.size() > REMEMBERED; i++) {
            if (eldest.next().outstanding == 0) {
                eldest.remove();
            }
        }
    }

    @Override
    public boolean settled(Entry entry) {
        Group group = outstanding.remove(entry);
        if (group == null || --group.outstanding > 0 || !group.leaving) {
            return false;
        }
        groups.remove(group.id, group);
        return true;
    }

    /** A new consumer gets its share: others give up what they have beyond theirs, what rests first. */
    @Override
    public void joined(QueueConsumer consumer, int consumers) {
        int share = (groups.size() + consumers - 1) / consumers;
        Map<QueueConsumer, Integer> kept = new HashMap<>();
        for (Group group : groups.values()) {
            if (group.outstanding > 0 && !group.leaving) {
                kept.merge(group.owner, 1, Integer::sum);
            }
        }
        Iterator<Group> all = groups.values().iterator();
        while (all.hasNext()) {
            Group group = all.next();
            if (group.outstanding == 0) {
                if (kept.getOrDefault(group.owner, 0) >= share) {
                    all.remove();
                } else {
                    kept.merge(group.owner, 1, Integer::sum);
                }
            } else if (!group.leaving && kept.get(group.owner) > share) {
                kept.merge(group.owner, -1, Integer::sum);
                group.leaving = true;
            }
        }
    }

    @Override
    public void left(QueueConsumer consumer) {
        Iterator<Group> all = groups.values().iterator();
        while (all.hasNext()) {
            Group group = all.next();
            if (group.owner == consumer) {
                group.leaving = true;
                if (group.outstanding == 0) {
                    all.remove();
                }
            }
        }
    }
}
