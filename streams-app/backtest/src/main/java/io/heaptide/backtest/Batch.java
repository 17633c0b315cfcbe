package io.heaptide.backtest;

/** Some readings on their way to the thread that replays their services. */
final class Batch {
    static final int CAPACITY = 1024;

    /** What comes behind a batch. */
    enum Then {
        MORE,
        THE_END,
        NOTHING_FOR_WE_WERE_STOPPED
    }

    private final Reading[] readings = new Reading[CAPACITY];
    private final long[] numbers = new long[CAPACITY];
    private final Then then;
    private int size;

    Batch(Then then) {
        this.then = then;
    }

    /** Adds a reading with its number in the whole source; true if the batch is full now. */
    boolean add(Reading reading, long number) {
        readings[size] = reading;
        numbers[size] = number;
        size++;
        return size == CAPACITY;
    }

    int size() {
        return size;
    }

    Reading reading(int index) {
        return readings[index];
    }

    long number(int index) {
        return numbers[index];
    }

    Then then() {
        return then;
    }
}
