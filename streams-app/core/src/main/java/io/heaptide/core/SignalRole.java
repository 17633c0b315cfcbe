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
    /** What a runtime keeps beside its heap and may leak there: class metadata, direct buffers. */
    NON_HEAP,
    /** Anonymous memory of a process or container: no page cache in it. */
    ANONYMOUS,
    /** Memory with reclaimable parts in it, and anything else that is measured in bytes. */
    USAGE,
    /** What memory may not exceed. */
    LIMIT,
    /** What the process is asked to do, which memory may go with: requests in flight. */
    LOAD,
    /** Neither usage nor limit: requests, young generations, code caches. */
    IGNORED;

    /** Whether a few readings a horizon may stand for all: floors that only a rare collection shows. */
    boolean isSeldomRead() {
        return this == LIVE_HEAP || this == RAW_HEAP;
    }

    /** Whether this is a heap that a runtime manages, so that its process's other memory is native. */
    boolean isHeap() {
        return this == LIVE_HEAP || this == RAW_HEAP || this == MANAGED_HEAP;
    }

    /** Whether growth of this signal is evidence. */
    boolean isUsage() {
        return compareTo(LIMIT) < 0;
    }

    /** Whether its floor is kept. */
    boolean hasFloor() {
        return isUsage() || this == LOAD;
    }

    static SignalRole of(SeriesId series) {
        String signal = series.signal();
        if (signal.contains("limit")) {
            return LIMIT;
        }
        if (signal.endsWith(".active_requests")) {
            return LOAD;
        }
        if (signal.contains("request") || signal.contains("virtual") || signal.contains("available")) {
            return IGNORED;
        }
        return switch (signal) {
            case "jvm.memory.used_after_last_gc" -> isOldPool(series.pool()) ? LIVE_HEAP : IGNORED;
            case "jvm.memory.used" ->
                isOldPool(series.pool()) ? RAW_HEAP : isClassPool(series.pool()) ? NON_HEAP : IGNORED;
            case "jvm.buffer.memory.used" -> series.pool().startsWith("mapped") ? IGNORED : NON_HEAP;
            case "v8js.memory.external.used" -> NON_HEAP;
            case "go.memory.used_after_last_gc" -> LIVE_HEAP;
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

    private static boolean isClassPool(String pool) {
        return pool.equals("Metaspace") || pool.equals("Compressed Class Space");
    }

    private static boolean isOldDotnetHeap(String generation) {
        return generation.isEmpty()
                || generation.equals("gen2")
                || generation.equals("loh")
                || generation.equals("poh");
    }
}
