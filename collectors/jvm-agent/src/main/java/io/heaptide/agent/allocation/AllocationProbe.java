package io.heaptide.agent.allocation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Samples allocations from its start on and summarises them on demand. For one thread. */
public final class AllocationProbe implements AutoCloseable {

    private final FlightRecording recording;
    private final WindowReader reader;
    private final SummaryPolicy policy;
    private final InstantSource clock;
    private Instant windowStart;

    private AllocationProbe(FlightRecording recording, WindowReader reader, SummaryPolicy policy, InstantSource clock) {
        this.recording = recording;
        this.reader = reader;
        this.policy = policy;
        this.clock = clock;
        this.windowStart = clock.instant();
    }

    /**
     * Begins sampling.
     *
     * @param interval how often {@link #summarise()} is going to be called
     */
    public static AllocationProbe start(Duration interval, SummaryPolicy policy) {
        WindowReader reader = new WindowReader(policy.maxFrames(), HeapBaseline.bytes());
        return new AllocationProbe(FlightRecording.start(interval), reader, policy, InstantSource.system());
    }

    /** Everything since the last summary. */
    public AllocationSummary summarise() throws IOException {
        Instant windowEnd = clock.instant();
        Path file = Files.createTempFile("heaptide-", ".jfr");
        try {
            recording.dump(file);
            AllocationSummary summary = AllocationSummary.of(reader.read(file, windowStart, windowEnd), policy);
            windowStart = windowEnd;
            return summary;
        } finally {
            Files.deleteIfExists(file);
        }
    }

    @Override
    public void close() {
        recording.close();
    }
}
