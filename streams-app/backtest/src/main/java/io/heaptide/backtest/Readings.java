package io.heaptide.backtest;

import java.io.IOException;
import java.util.Optional;

/** A source of readings, sorted by time and read once. */
interface Readings extends AutoCloseable {
    /** The next reading, empty at the end. */
    Optional<Reading> next() throws IOException;

    /** How much has been read, 0 to 1. */
    double share();

    /** What was left out and why, in words for people; empty if nothing was. */
    String leftOut();

    @Override
    void close() throws IOException;
}
