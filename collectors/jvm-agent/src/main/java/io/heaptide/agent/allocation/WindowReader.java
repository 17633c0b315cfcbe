package io.heaptide.agent.allocation;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * Reads one window after another out of dumps that overlap.
 *
 * <p>Every dump makes the JVM list all surviving samples anew, stamped with the time of listing, and a dump still holds
 * the earlier listings that its age bound retains: only the newest counts, and only if it is newer than the last one
 * read. The JVM lists only samples that outlived its last collection, so none is garbage not yet collected.
 */
final class WindowReader {

    /** The same listing read from two files differs by rounding only. */
    private static final Duration ROUNDING = Duration.ofMillis(1);

    private final int maxFrames;
    private final long baselineBytes;
    private Instant lastListing = Instant.EPOCH;
    private double heapBytes;

    /**
     * A reader that has read nothing.
     *
     * @param maxFrames how much of a stack it keeps
     * @param baselineBytes heap that no sample stands for, because it was there before the recording
     */
    WindowReader(int maxFrames, long baselineBytes) {
        this.maxFrames = maxFrames;
        this.baselineBytes = baselineBytes;
    }

    AllocationWindow read(Path file, Instant start, Instant end) throws IOException {
        EventReader events = new EventReader(maxFrames);
        List<Allocation> allocations = new ArrayList<>();
        List<RecordedEvent> listings = new ArrayList<>();
        HeapAfterCollection heap = new HeapAfterCollection(heapBytes);
        try (RecordingFile recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                RecordedEvent event = recording.readEvent();
                switch (event.getEventType().getName()) {
                    case FlightRecording.ALLOCATION -> {
                        if (within(event, start, end)) {
                            allocations.add(events.allocation(event));
                        }
                    }
                    case FlightRecording.SURVIVOR -> listings.add(event);
                    case FlightRecording.HEAP -> heap.observe(event);
                    default -> {} // another recording's events share the file
                }
            }
        }
        List<RecordedEvent> survivors = newest(listings);
        heapBytes = heap.bytes(survivors);
        return new AllocationWindow(
                start,
                end,
                allocations,
                survivors.stream().map(events::survivor).toList(),
                Math.max(0, heapBytes - baselineBytes));
    }

    private List<RecordedEvent> newest(List<RecordedEvent> listings) {
        Instant newest = listings.stream()
                .map(RecordedEvent::getStartTime)
                .max(Instant::compareTo)
                .orElse(lastListing);
        if (newest.isBefore(lastListing.plus(ROUNDING))) {
            return List.of(); // nothing survives, or nothing was collected yet
        }
        lastListing = newest;
        return listings.stream()
                .filter(listing -> !listing.getStartTime().isBefore(newest))
                .toList();
    }

    private static boolean within(RecordedEvent event, Instant start, Instant end) {
        Instant at = event.getStartTime();
        return !at.isBefore(start) && at.isBefore(end);
    }
}
