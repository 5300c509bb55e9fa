package io.postrider.broker.core.recovery;

import io.postrider.broker.core.queue.Dormant;
import io.postrider.broker.core.queue.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What a queue holds of which nothing is made yet: block after block of its keys. */
final class DormantMessages implements Dormant {
    private final KeyTable messages;
    private final Consumer<Entry> remembering;
    private final List<Entry> made = new ArrayList<>();
    private long[] blocks;
    private int nextBlock;
    private int nextMade;
    private int left;

    /**
     * All of a queue.
     *
     * @param remembering tells each entry what was known of it before
     */
    DormantMessages(KeyTable messages, Consumer<Entry> remembering) {
        this.messages = messages;
        this.remembering = remembering;
        left = messages.size();
    }

    @Override
    public int size() {
        return left;
    }

    @Override
    public int priority() {
        return messages.priority();
    }

    @Override
    public Entry awaken() {
        if (blocks == null) {
            blocks = messages.blocksInOrder();
        }
        while (nextMade == made.size()) {
            made.clear();
            nextMade = 0;
            messages.collect(blocks[nextBlock++], made);
        }
        left--;
        Entry entry = made.get(nextMade++);
        remembering.accept(entry);
        return entry;
    }
}
