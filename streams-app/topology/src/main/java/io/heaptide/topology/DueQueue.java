package io.heaptide.topology;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One appointment per key, the soonest first; making another replaces the first. */
final class DueQueue<K> {

    private final Map<K, Appointment<K>> byKey = new HashMap<>();
    private final TreeSet<Appointment<K>> byTime = new TreeSet<>(
            Comparator.<Appointment<K>>comparingLong(Appointment::atMillis).thenComparingLong(Appointment::number));
    private long made;

    void set(K key, long atMillis) {
        cancel(key);
        Appointment<K> appointment = new Appointment<>(key, atMillis, made++);
        byKey.put(key, appointment);
        byTime.add(appointment);
    }

    void cancel(K key) {
        Appointment<K> known = byKey.remove(key);
        if (known != null) {
            byTime.remove(known);
        }
    }

    /** The next key whose time has come, null if there is none. */
    @Nullable K poll(long nowMillis) {
        if (byTime.isEmpty() || byTime.first().atMillis() > nowMillis) {
            return null;
        }
        K due = byTime.first().key();
        cancel(due);
        return due;
    }

    private record Appointment<K>(K key, long atMillis, long number) {}
}
