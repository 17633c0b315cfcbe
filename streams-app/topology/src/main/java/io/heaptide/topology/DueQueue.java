package io.heaptide.topology;

import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** One appointment per key, the soonest first; making another replaces the first. */
final class DueQueue<K> {

    private final Map<K, Appointment<K>> current = new HashMap<>();
    private final PriorityQueue<Appointment<K>> queue = new PriorityQueue<>();

    void set(K key, long atMillis) {
        Appointment<K> made = new Appointment<>(key, atMillis);
        if (!made.equals(current.put(key, made))) {
            queue.add(made);
        }
    }

    void cancel(K key) {
        current.remove(key);
    }

    /** The next key whose time has come, null if there is none. */
    @Nullable K poll(long nowMillis) {
        for (Appointment<K> head = queue.peek(); head != null; head = queue.peek()) {
            if (!head.equals(current.get(head.key()))) {
                queue.remove(); // replaced or cancelled since
            } else if (head.atMillis() > nowMillis) {
                return null;
            } else {
                queue.remove();
                current.remove(head.key());
                return head.key();
            }
        }
        return null;
    }

    private record Appointment<K>(K key, long atMillis) implements Comparable<Appointment<K>> {
        @Override
        public int compareTo(Appointment<K> other) {
            return Long.compare(atMillis, other.atMillis);
        }
    }
}
