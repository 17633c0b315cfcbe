package io.heaptide.benchmarks.detection;

import io.heaptide.backtest.Reading;
import java.util.function.Consumer;

/** Something whose memory was recorded or simulated, and of which the truth is known. */
interface Case {
    String name();

    /** The story its memory tells, for breaking figures down. */
    String shape();

    /** What measures it. */
    String runtime();

    Setting setting();

    Truth truth();

    /** Plays all readings in the order of time; may be asked again. */
    void play(Consumer<Reading> readings);
}
