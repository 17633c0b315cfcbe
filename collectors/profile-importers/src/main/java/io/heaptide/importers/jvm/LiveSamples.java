package io.heaptide.importers.jvm;

import io.heaptide.recordings.Survivor;
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

    private final Duration gap;
    private final List<Survivor> newest = new ArrayList<>();
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

    void add(Instant listedAt, Supplier<Survivor> sample) {
        if (listedAt.isAfter(last.plus(gap))) {
            newest.clear();
            first = listedAt;
        } else if (listedAt.isBefore(first.minus(gap)) || newest.size() == MAX_SAMPLES) {
            return;
        }
        last = listedAt.isAfter(last) ? listedAt : last;
        newest.add(sample.get());
    }

    List<Survivor> newest() {
        return newest;
    }

    boolean isEmpty() {
        return newest.isEmpty();
    }

    Instant listedAt() {
        return last;
    }
}
