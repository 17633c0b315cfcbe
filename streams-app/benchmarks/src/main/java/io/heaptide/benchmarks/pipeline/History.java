package io.heaptide.benchmarks.pipeline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The times of as few readings as fill every horizon of the detector: a day ago they are hours apart, now minutes. */
final class History {

    /** Width of a ring's panes in minutes, and how many of them are filled. */
    private static final List<int[]> RINGS =
            List.of(new int[] {240, 36}, new int[] {60, 36}, new int[] {20, 24}, new int[] {5, 24}, new int[] {1, 24});

    private static final int SECONDS_PER_MINUTE = 60;

    private History() {}

    /** Seconds of the epoch, ascending, all before a time. */
    static List<Long> secondsBefore(Instant begin) {
        TreeSet<Long> seconds = new TreeSet<>();
        for (int[] ring : RINGS) {
            for (int pane = 1; pane <= ring[1]; pane++) {
                seconds.add(begin.getEpochSecond() - (long) pane * ring[0] * SECONDS_PER_MINUTE + 1);
            }
        }
        return new ArrayList<>(seconds);
    }
}
