package io.heaptide.agent.allocation;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import jdk.jfr.Recording;

/** One continuous recording of the few events the agent reads, bounded in age and size. */
final class FlightRecording implements AutoCloseable {

    static final String ALLOCATION = "jdk.ObjectAllocationSample";
    static final String SURVIVOR = "jdk.OldObjectSample";
    static final String HEAP = "jdk.GCHeapSummary";
    static final String YOUNG = "jdk.ZYoungGarbageCollection";
    static final String OLD = "jdk.ZOldGarbageCollection";

    /** A third of the JDK's own profile: 500 samples in the shortest usual window place a site's share within 2 %. */
    private static final String ALLOCATION_THROTTLE = "50/s";

    /** No search for paths to GC roots: that would stop the host. */
    private static final String NO_ROOT_SEARCH = "0 ns";

    private static final long MAX_BYTES = 32L << 20;

    private final Recording recording;

    private FlightRecording(Recording recording) {
        this.recording = recording;
    }

    /** @param window what a dump must at least hold */
    static FlightRecording start(Duration window) {
        Recording recording = new Recording();
        recording.setName("heaptide");
        recording.setToDisk(true);
        recording.setMaxAge(window.multipliedBy(2)); // a dump ends a chunk, and the window begins just before that
        recording.setMaxSize(MAX_BYTES);
        recording.enable(ALLOCATION).withStackTrace().with("throttle", ALLOCATION_THROTTLE);
        recording.enable(SURVIVOR).withStackTrace().with("cutoff", NO_ROOT_SEARCH);
        recording.enable(HEAP);
        recording.enable(YOUNG); // a JDK that does not know an event ignores its name
        recording.enable(OLD);
        recording.start();
        return new FlightRecording(recording);
    }

    /** Writes what it holds; only this makes the JVM list its surviving samples. */
    void dump(Path file) throws IOException {
        recording.dump(file);
    }

    @Override
    public void close() {
        recording.close();
    }
}
