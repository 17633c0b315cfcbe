package io.heaptide.benchmarks.detection;

import io.heaptide.backtest.Reading;

/** Judges one case online: takes its readings in the order of time and gives its opinions meanwhile. */
public interface Detector {
    /** Takes one reading, after all that were earlier. */
    void take(Reading reading);

    /** Judges what the last readings left open. */
    void finish();
}
