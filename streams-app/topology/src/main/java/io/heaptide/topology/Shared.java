package io.heaptide.topology;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Gives the same object for equal ones, most of the time: instances come by the million, their services and nodes do
 * not. A fixed table in which a newcomer takes the place of whoever hashed to it before, so hostile names cannot make it
 * grow. Safe to share between threads if the values are immutable: a race costs a copy.
 */
final class Shared<T> {

    private static final int PLACES = 1 << 12;

    private final AtomicReferenceArray<T> places = new AtomicReferenceArray<>(PLACES);

    /** The object to keep in place of this one. */
    T of(T value) {
        int hash = value.hashCode();
        int place = (hash ^ hash >>> 16) & PLACES - 1;
        T known = places.getPlain(place);
        if (value.equals(known)) {
            return known;
        }
        places.setPlain(place, value);
        return value;
    }
}
