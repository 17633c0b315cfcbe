package io.heaptide.agent.allocation;

import io.heaptide.recordings.EventReader;
import io.heaptide.recordings.HeapAfterCollection;
import io.heaptide.recordings.Tenure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * Reads one window after another out of dumps that overlap.
 *
 * <p>Every dump makes the JVM list all surviving samples anew, stamped with the time of listing, and a dump still holds
 * the earlier listings that its age bound retains: only the newest counts, and only if it is newer than the last one
 * read. The JVM lists only samples that outlived its last collection, so none is garbage not yet collected; {@link
 * Tenure} knows the exception.
 */
final class WindowReader {

    /** The same listing read from two files differs by rounding only. */
    private static final Duration ROUNDING = Duration.ofMillis(1);

    private final int maxFrames;
    private final long baselineBytes;
    private final Tenure tenure = new Tenure();
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
        WindowEvents events = new WindowEvents(start, end);
        try (RecordingFile recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                events.add(recording.readEvent());
            }
        }
        events.collections().forEach(this::learnTenure);
        List<RecordedEvent> listed = newest(events.survivors());
        HeapAfterCollection heap = new HeapAfterCollection(heapBytes);
        events.heapSummaries().forEach(heap::observe);
        heapBytes = heap.bytes();
        EventReader reader = new EventReader(maxFrames);
        return new AllocationWindow(
                start,
                end,
                events.allocations().stream()
                        .map(event -> allocation(event, reader))
                        .toList(),
                tenure.proven(listed.stream().map(reader::survivor).toList()),
                Math.max(0, heapBytes - baselineBytes));
    }

    private void learnTenure(RecordedEvent collection) {
        long id = collection.getLong("gcId");
        if (collection.getEventType().getName().equals(FlightRecording.YOUNG)) {
            tenure.youngCollection(id, collection.getStartTime(), collection.getInt("tenuringThreshold"));
        } else {
            tenure.oldCollection(id);
        }
    }

    private static Allocation allocation(RecordedEvent event, EventReader reader) {
        return new Allocation(reader.path(event), reader.type(event), event.getLong("weight"));
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
}
