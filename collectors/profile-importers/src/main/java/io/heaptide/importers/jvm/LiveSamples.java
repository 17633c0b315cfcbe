package io.heaptide.importers.jvm;

import io.heaptide.importers.Frame;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The samples that the newest listing of survivors holds. Each dump of a recording lists all of them anew, stamped with
 * the time of listing, and earlier listings stay in the file.
 */
final class LiveSamples {

    /** Far beyond what a JVM can be told to keep: a bound for hostile files. */
    private static final int MAX_SAMPLES = 1 << 20;

    /**
     * One sampled object that is still alive.
     *
     * @param frames where it was allocated
     * @param type of what
     * @param bytes its own size, 0 where the recording does not say
     * @param allocatedAt when
     */
    record Sample(List<Frame> frames, String type, long bytes, Instant allocatedAt) {}

    private final Duration gap;
    private final List<Sample> newest = new ArrayList<>();
    private Instant first = Instant.EPOCH;
    private Instant last = Instant.EPOCH;

    /**
     * None yet.
     *
     * @param gap what lies further apart are two listings
     */
    LiveSamples(Duration gap) {
        this.gap = gap;
    }

    void add(Instant listedAt, Supplier<Sample> sample) {
        if (listedAt.isAfter(last.plus(gap))) {
            newest.clear();
            first = listedAt;
        } else if (listedAt.isBefore(first.minus(gap)) || newest.size() == MAX_SAMPLES) {
            return;
        }
        last = listedAt.isAfter(last) ? listedAt : last;
        newest.add(sample.get());
    }

    List<Sample> newest() {
        return newest;
    }

    boolean isEmpty() {
        return newest.isEmpty();
    }

    Instant listedAt() {
        return last;
    }
}
