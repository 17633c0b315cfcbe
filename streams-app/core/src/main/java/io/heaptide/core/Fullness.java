package io.heaptide.core;

/** How often in a row, and since when, collections have left a heap nearly full. */
record Fullness(long sinceMillis, int times) {
    static final Fullness NONE = new Fullness(0, 0);

    Fullness again(long atMillis) {
        return new Fullness(times == 0 ? atMillis : sinceMillis, times + 1);
    }
}
