package io.postrider.client.jndi;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;

/** One level of the directory: names with what is bound to them, in the order of the names. Safe for any thread. */
final class Bindings {
    private final Map<String, Object> values = new ConcurrentSkipListMap<>();
    private final Function<String, Object> maker;

    Bindings() {
        this(null);
    }

    private Bindings(Function<String, Object> maker) {
        this.maker = maker;
    }

    /** A level at which every name, with all its components, stands for an object made of it. */
    static Bindings madeOnDemand(Function<String, Object> maker) {
        return new Bindings(maker);
    }

    boolean isMadeOnDemand() {
        return maker != null;
    }

    Object make(String name) {
        return maker.apply(name);
    }

    /** What is bound to the name, or null. */
    Object get(String name) {
        return values.get(name);
    }

    boolean contains(String name) {
        return values.containsKey(name);
    }

    /** Whether the name was free, and is bound now. */
    boolean bind(String name, Object value) {
        return values.putIfAbsent(name, value) == null;
    }

    void rebind(String name, Object value) {
        values.put(name, value);
    }

    void unbind(String name) {
        values.remove(name);
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    /** A view, in the order of the names. */
    Map<String, Object> all() {
        return values;
    }
}
