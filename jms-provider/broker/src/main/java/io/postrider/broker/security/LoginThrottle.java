package io.postrider.broker.security;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Makes guessing of passwords slow: after some failures those of a user at an address, of an address, and of a user wherever
 * he is, must wait, twice as long after each further failure. Forgets failures after a while. Safe for all threads.
 */
public final class LoginThrottle {
    private static final long FORGET_AFTER_MILLIS = 15 * 60_000;
    private static final int MAX_REMEMBERED = 10_000;

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, Failures> failures = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Failures> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    /** What failures are counted by: how many are free, how long one waits at most. */
    private enum Scope {
        USER_AT_ADDRESS(5, 5 * 60_000),
        ADDRESS(20, 5 * 60_000),
        /** Gentle: else anybody could lock out a user, by failing under that name. */
        USER(50, 5_000);

        private final int free;
        private final long maxWaitMillis;

        Scope(int free, long maxWaitMillis) {
            this.free = free;
            this.maxWaitMillis = maxWaitMillis;
        }
    }

    private record Key(Scope scope, String user, String address) {
        static Key of(Scope scope, Credentials who) {
            String user = scope == Scope.ADDRESS ? null : who.claimedName();
            return new Key(scope, user, scope == Scope.USER ? null : who.host());
        }
    }

    private static final class Failures {
        private int count;
        private long lastMillis;
        private long waitUntilMillis;
    }

    /** With no failures yet. */
    public LoginThrottle(Clock clock) {
        this.clock = clock;
    }

    /**
     * How long somebody has to wait before the next attempt is looked at.
     *
     * @return in milliseconds; 0 for not at all
     */
    public long waitMillis(Credentials who) {
        long now = clock.millis();
        long wait = 0;
        lock.lock();
        try {
            for (Scope scope : Scope.values()) {
                Failures known = recent(Key.of(scope, who), now);
                wait = known == null ? wait : Math.max(wait, known.waitUntilMillis - now);
            }
        } finally {
            lock.unlock();
        }
        return wait;
    }

    private Failures recent(Key key, long now) {
        Failures known = failures.get(key);
        if (known != null && now - known.lastMillis > FORGET_AFTER_MILLIS) {
            failures.remove(key);
            return null;
        }
        if (known != null && now < known.lastMillis) {
            // the clock was set back: nobody waits longer for that
            known.waitUntilMillis -= known.lastMillis - now;
            known.lastMillis = now;
        }
        return known;
    }

    /** An attempt has failed. */
    public void failed(Credentials who) {
        long now = clock.millis();
        lock.lock();
        try {
            for (Scope scope : Scope.values()) {
                Key key = Key.of(scope, who);
                Failures known = recent(key, now);
                if (known == null) {
                    known = new Failures();
                    failures.put(key, known);
                }
                known.count++;
                known.lastMillis = now;
                int beyond = known.count - scope.free;
                if (beyond >= 0) {
                    long wait = Math.min(scope.maxWaitMillis, 1_000L << Math.min(beyond, 20));
                    known.waitUntilMillis = now + wait;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** An attempt was right: this user at this address begins anew; what others failed at counts on. */
    public void succeeded(Credentials who) {
        lock.lock();
        try {
            failures.remove(Key.of(Scope.USER_AT_ADDRESS, who));
        } finally {
            lock.unlock();
        }
    }
}
