package io.postrider.broker.selector;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The selectors compiled of late, so that consumers with equal selectors share one and nobody compiles it twice. Bounded:
 * the one longest unused makes room. Safe for all threads.
 */
public final class SelectorCache {
    // Longer texts are rare, and would let a client fill the memory.
    private static final int MAX_CACHED_LENGTH = 4 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Selector> byText = new LinkedHashMap<>(16, 0.75f, true);
    private final int capacity;

    /**
     * An empty cache.
     *
     * @param capacity how many selectors are kept, at least 1
     * @throws IllegalArgumentException if the capacity is less
     */
    public SelectorCache(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a cache of " + capacity + " selectors keeps none");
        }
        this.capacity = capacity;
    }

    /**
     * The selector of this text, as by {@link Selector#compile}.
     *
     * @param text null, empty or blank for {@link Selector#ALL}
     * @throws SelectorSyntaxException as there; that a text is wrong is not kept
     */
    public Selector compile(String text) throws SelectorSyntaxException {
        if (text == null || text.length() > MAX_CACHED_LENGTH) {
            return Selector.compile(text);
        }
        lock.lock();
        try {
            Selector known = byText.get(text);
            if (known == null) {
                known = Selector.compile(text);
                byText.put(text, known);
                makeRoom();
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    private void makeRoom() {
        if (byText.size() > capacity) {
            byText.remove(byText.keySet().iterator().next());
        }
    }
}
