package io.postrider.broker.core;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Objects by numbers above 0, found without a lock or a box: what every command of a link begins with. Changes are
 * serialised by a lock; open addressing, rebuilt when it fills up.
 */
final class LongTable<T> {
    private static final int INITIAL_SLOTS = 16;

    private final ReentrantLock lock = new ReentrantLock();
    private volatile AtomicReferenceArray<Slot<T>> slots = new AtomicReferenceArray<>(INITIAL_SLOTS);
    private int used;

    /** A number and its object; without one it was removed. */
    private record Slot<T>(long number, T value) {}

    /** The object of a number, or null. */
    T get(long number) {
        AtomicReferenceArray<Slot<T>> table = slots;
        int mask = table.length() - 1;
        for (int at = hash(number) & mask; ; at = at + 1 & mask) {
            Slot<T> slot = table.get(at);
            if (slot == null) {
                return null;
            }
            if (slot.number == number) {
                return slot.value;
            }
        }
    }

    /**
     * Adds an object.
     *
     * @return whether the number was free
     */
    boolean putIfAbsent(long number, T value) {
        lock.lock();
        try {
            if (get(number) != null) {
                return false;
            }
            if (2 * (used + 1) > slots.length()) {
                rebuild();
            }
            used += place(slots, new Slot<>(number, value));
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes an object out.
     *
     * @return the object, or null
     */
    T remove(long number) {
        lock.lock();
        try {
            T value = get(number);
            if (value != null) {
                place(slots, new Slot<>(number, null));
            }
            return value;
        } finally {
            lock.unlock();
        }
    }

    /** All objects there now. */
    List<T> values() {
        AtomicReferenceArray<Slot<T>> table = slots;
        List<T> values = new ArrayList<>();
        for (int i = 0; i < table.length(); i++) {
            Slot<T> slot = table.get(i);
            if (slot != null && slot.value != null) {
                values.add(slot.value);
            }
        }
        return values;
    }

    private void rebuild() {
        List<Slot<T>> live = new ArrayList<>();
        for (int i = 0; i < slots.length(); i++) {
            Slot<T> slot = slots.get(i);
            if (slot != null && slot.value != null) {
                live.add(slot);
            }
        }
        int length = INITIAL_SLOTS;
        while (length < 4 * (live.size() + 1)) {
            length *= 2;
        }
        AtomicReferenceArray<Slot<T>> wider = new AtomicReferenceArray<>(length);
        live.forEach(slot -> place(wider, slot));
        used = live.size();
        slots = wider;
    }

    /**
     * Puts a slot where its number is, or at the first free place.
     *
     * @return how many places that took
     */
    private static <T> int place(AtomicReferenceArray<Slot<T>> table, Slot<T> slot) {
        int mask = table.length() - 1;
        int at = hash(slot.number) & mask;
        while (table.get(at) != null && table.get(at).number != slot.number) {
            at = at + 1 & mask;
        }
        int taken = table.get(at) == null ? 1 : 0;
        table.set(at, slot);
        return taken;
    }

    private static int hash(long number) {
        long mixed = number * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32);
    }
}
