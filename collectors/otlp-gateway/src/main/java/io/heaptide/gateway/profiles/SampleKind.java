package io.heaptide.gateway.profiles;

import java.util.Optional;

/** What the samples of a profile amount to, by the type and unit that profilers write. */
enum SampleKind {
    LIVE_BYTES("live_bytes"),
    LIVE_COUNT("live_count"),
    ALLOCATED_BYTES("allocated_bytes"),
    ALLOCATED_COUNT("allocated_count");

    private final String field;

    SampleKind(String field) {
        this.field = field;
    }

    /** The kind of a sample type; empty if it is not about memory. */
    static Optional<SampleKind> of(String type, String unit) {
        return switch (type) {
            case "inuse_space" -> bytes(unit, LIVE_BYTES);
            case "inuse_objects" -> objects(unit, LIVE_COUNT);
            case "alloc_space", "allocated_space" -> bytes(unit, ALLOCATED_BYTES);
            case "alloc_objects", "allocated_objects" -> objects(unit, ALLOCATED_COUNT);
            // async-profiler's engines, as 4.5 names them
            case "object_sampler", "alloc_tracer", "malloc_tracer" ->
                bytes(unit, ALLOCATED_BYTES).or(() -> objects(unit, ALLOCATED_COUNT));
            default -> Optional.empty();
        };
    }

    /** Its name in an allocation summary event. */
    String field() {
        return field;
    }

    private static Optional<SampleKind> bytes(String unit, SampleKind kind) {
        return unit.equals("bytes") || unit.equals("By") ? Optional.of(kind) : Optional.empty();
    }

    private static Optional<SampleKind> objects(String unit, SampleKind kind) {
        return unit.equals("count") || unit.equals("1") ? Optional.of(kind) : Optional.empty();
    }
}
