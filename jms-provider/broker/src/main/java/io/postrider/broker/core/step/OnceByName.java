package io.postrider.broker.core.step;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Things by names, each made on first use: of several threads one makes it, and the others wait. No lock is held meanwhile, so that
 * making one may run anybody's completions. Safe for all threads.
 */
public final class OnceByName<N, T> {
    private final Map<N, T> known = new ConcurrentHashMap<>();
    private final Map<N, CompletableFuture<T>> making = new ConcurrentHashMap<>();

    /** The one of a name, or null. */
    public T find(N name) {
        return known.get(name);
    }

    /** The one of a name, made if it is not there. */
    public T get(N name, Function<N, T> maker) {
        T one = known.get(name);
        return one != null ? one : make(name, maker);
    }

    private T make(N name, Function<N, T> maker) {
        CompletableFuture<T> mine = new CompletableFuture<>();
        CompletableFuture<T> others = making.putIfAbsent(name, mine);
        if (others != null) {
            return others.join();
        }
        try {
            T one = known.get(name);
            if (one == null) {
                one = maker.apply(name);
                known.put(name, one);
            }
            mine.complete(one);
        } catch (RuntimeException | Error e) {
            mine.completeExceptionally(e);
        } finally {
            making.remove(name, mine);
        }
        return mine.join();
    }

    /** Adds one that was made elsewhere. */
    public void put(N name, T one) {
        known.put(name, one);
    }

    /**
     * Takes one out.
     *
     * @return whether it was there
     */
    public boolean remove(N name, T one) {
        return known.remove(name, one);
    }

    /** All there are now. */
    public List<T> all() {
        return List.copyOf(known.values());
    }
}
