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
    private long unseenFrom;
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
        while (nextMade == made.size()) {
            makeMore();
        }
        left--;
        Entry entry = made.get(nextMade++);
        remembering.accept(entry);
        return entry;
    }

    private void makeMore() {
        made.clear();
        nextMade = 0;
        if (blocks == null) {
            blocks = messages.blocksFrom(0);
        }
        boolean opened = nextBlock == blocks.length ? messages.openNext() : messages.openUpTo(blocks[nextBlock]);
        if (opened) {
            blocks = messages.blocksFrom(unseenFrom);
            nextBlock = 0;
        } else {
            unseenFrom = blocks[nextBlock] + 1;
            messages.collect(blocks[nextBlock++], made);
        }
    }
}
