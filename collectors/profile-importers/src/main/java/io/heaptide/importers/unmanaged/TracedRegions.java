package io.heaptide.importers.unmanaged;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The parts of one process' memory, each with its origin. */
final class TracedRegions {

    /** @param counted whether it was accessible at some time */
    private record Region(long end, TracedOrigin origin, boolean counted) {}

    private final TreeMap<Long, Region> byStart = new TreeMap<>(Long::compareUnsigned);

    int size() {
        return byStart.size();
    }

    /** What is at an address. */
    Optional<TracedOrigin> origin(long address) {
        Map.Entry<Long, Region> region = byStart.floorEntry(address);
        return region != null && Long.compareUnsigned(address, region.getValue().end()) < 0
                ? Optional.of(region.getValue().origin())
                : Optional.empty();
    }

    /** New memory, in place of what was there. */
    void add(long start, long bytes, TracedOrigin origin, boolean accessible) {
        remove(start, bytes);
        if (bytes > 0) {
            byStart.put(start, new Region(start + bytes, origin, accessible));
            if (accessible) {
                origin.gained(bytes);
            }
        }
    }

    void remove(long start, long bytes) {
        for (Map.Entry<Long, Region> part : cut(start, start + bytes)) {
            byStart.remove(part.getKey());
            Region region = part.getValue();
            if (region.counted()) {
                region.origin().moved(part.getKey() - region.end(), -1);
            }
        }
    }

    /** Reserved memory that can be used from now on. */
    void makeAccessible(long start, long bytes) {
        for (Map.Entry<Long, Region> part : cut(start, start + bytes)) {
            Region region = part.getValue();
            if (!region.counted()) {
                byStart.put(part.getKey(), new Region(region.end(), region.origin(), true));
                region.origin().gained(region.end() - part.getKey());
            }
        }
    }

    /** The regions within a range, after cutting those that reach over its ends. */
    private List<Map.Entry<Long, Region>> cut(long start, long end) {
        if (Long.compareUnsigned(start, end) >= 0) {
            return List.of();
        }
        split(start);
        split(end);
        List<Map.Entry<Long, Region>> within = new ArrayList<>();
        byStart.subMap(start, end).forEach((from, region) -> within.add(Map.entry(from, region)));
        return within;
    }

    private void split(long at) {
        Map.Entry<Long, Region> below = byStart.lowerEntry(at);
        if (below != null && Long.compareUnsigned(at, below.getValue().end()) < 0) {
            Region whole = below.getValue();
            byStart.put(below.getKey(), new Region(at, whole.origin(), whole.counted()));
            byStart.put(at, new Region(whole.end(), whole.origin(), whole.counted()));
            if (whole.counted()) {
                whole.origin().moved(0, 1);
            }
        }
    }
}
