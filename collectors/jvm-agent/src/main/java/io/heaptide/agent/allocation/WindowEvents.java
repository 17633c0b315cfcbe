package io.heaptide.agent.allocation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;

/** The events of one dump, as far as one window needs them. */
final class WindowEvents {

    private final Instant start;
    private final Instant end;
    private final List<RecordedEvent> allocations = new ArrayList<>();
    private final List<RecordedEvent> survivors = new ArrayList<>();
    private final List<RecordedEvent> collections = new ArrayList<>();
    private final List<RecordedEvent> heapSummaries = new ArrayList<>();

    /** Nothing yet of {@code [start, end)}. */
    WindowEvents(Instant start, Instant end) {
        this.start = start;
        this.end = end;
    }

    void add(RecordedEvent event) {
        switch (event.getEventType().getName()) {
            case FlightRecording.ALLOCATION -> addIfWithin(event.getStartTime(), event, allocations);
            case FlightRecording.YOUNG, FlightRecording.OLD -> addIfWithin(event.getEndTime(), event, collections);
            case FlightRecording.SURVIVOR -> survivors.add(event); // listed after the window's end
            case FlightRecording.HEAP -> heapSummaries.add(event);
            default -> {} // another recording's events share the file
        }
    }

    List<RecordedEvent> allocations() {
        return allocations;
    }

    /** Every listing of survivors that the dump holds. */
    List<RecordedEvent> survivors() {
        return survivors;
    }

    List<RecordedEvent> heapSummaries() {
        return heapSummaries;
    }

    /** Young and old collections that ended in the window. */
    List<RecordedEvent> collections() {
        return collections;
    }

    private void addIfWithin(Instant at, RecordedEvent event, List<RecordedEvent> events) {
        if (!at.isBefore(start) && at.isBefore(end)) {
            events.add(event);
        }
    }
}
