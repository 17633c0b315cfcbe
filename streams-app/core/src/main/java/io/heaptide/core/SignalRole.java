package io.heaptide.core;

import java.util.Locale;

/** What a signal is to the detector, best evidence of a leak first. */
enum SignalRole {
    /** Live bytes after a collection: old generation, or the whole heap of Go, V8 and .NET. */
    LIVE_HEAP,
    /** Heap in use between collections: its floor is known only where a collection was seen. */
    RAW_HEAP,
    /** A managed heap that collects every few seconds or minutes, so that the envelope itself is its floor: Go, V8. */
    MANAGED_HEAP,
    /** Anonymous memory of a process or container: no page cache in it. */
    ANONYMOUS,
    /** Memory with reclaimable parts in it, and anything else that is measured in bytes. */
    USAGE,
    /** What memory may not exceed. */
    LIMIT,
    /** Neither usage nor limit: requests, young generations, code caches. */
    IGNORED;

    /** Whether a few readings a horizon may stand for all: floors that only a rare collection shows. */
    boolean isSeldomRead() {
        return this == LIVE_HEAP || this == RAW_HEAP;
    }

    /** Whether a runtime manages this memory, so that its process's other memory is native. */
    boolean isManaged() {
        return this == LIVE_HEAP || this == RAW_HEAP || this == MANAGED_HEAP;
    }

    /** Whether growth of this signal is evidence. */
    boolean isUsage() {
        return this != LIMIT && this != IGNORED;
    }

    static SignalRole of(SeriesId series) {
        String signal = series.signal();
        if (signal.contains("limit")) {
            return LIMIT;
        }
        if (signal.contains("request") || signal.contains("virtual") || signal.contains("available")) {
            return IGNORED;
        }
        return switch (signal) {
            case "jvm.memory.used_after_last_gc" -> isOldPool(series.pool()) ? LIVE_HEAP : IGNORED;
            case "jvm.memory.used" -> isOldPool(series.pool()) ? RAW_HEAP : IGNORED;
            case "dotnet.gc.last_collection.heap.size" -> isOldDotnetHeap(series.pool()) ? LIVE_HEAP : IGNORED;
            case "go.memory.used" -> series.pool().equals("stack") ? IGNORED : MANAGED_HEAP;
            case "v8js.memory.heap.used", "v8js.memory.heap.space.used" ->
                series.pool().startsWith("new") ? IGNORED : MANAGED_HEAP;
            case "process.memory.usage", "container.memory.rss", "k8s.pod.memory.rss", "container.memory.anon" ->
                ANONYMOUS;
            default -> signal.startsWith("jvm.") ? IGNORED : USAGE;
        };
    }

    /** Pools as JVMs print them; the empty pool is a reading of the whole heap. */
    private static boolean isOldPool(String pool) {
        String name = pool.toLowerCase(Locale.ROOT);
        return name.isEmpty()
                || name.contains("old")
                || name.contains("tenured")
                || name.equals("zheap")
                || name.startsWith("shenandoah")
                || name.equals("heap");
    }

    private static boolean isOldDotnetHeap(String generation) {
        return generation.isEmpty()
                || generation.equals("gen2")
                || generation.equals("loh")
                || generation.equals("poh");
    }
}
