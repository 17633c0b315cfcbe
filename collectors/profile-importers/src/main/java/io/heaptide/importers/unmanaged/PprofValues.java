package io.heaptide.importers.unmanaged;

import io.heaptide.importers.Amount;
import io.heaptide.importers.BadProfile;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which of a sample's values is what; the producers agree on the names by custom only.
 *
 * <p>Each is the position of the value; -1 if the profile has none.
 */
record PprofValues(int liveBytes, int liveCount, int allocatedBytes, int allocatedCount, List<Double> units) {

    private static final int TYPE = 1;
    private static final int UNIT = 2;
    private static final int ABSENT = -1;

    private static final Set<String> LIVE_BYTES = Set.of("inuse_space", "space", "live_bytes");
    private static final Set<String> LIVE_COUNT = Set.of("inuse_objects", "objects", "live_objects");
    private static final Set<String> ALLOCATED_BYTES = Set.of("alloc_space", "allocated_space", "alloc_bytes");
    private static final Set<String> ALLOCATED_COUNT = Set.of("alloc_objects", "allocated_objects", "allocations");
    private static final Map<String, Double> BYTES =
            Map.of("kilobytes", 1024.0, "kb", 1024.0, "megabytes", 1024.0 * 1024, "mb", 1024.0 * 1024);

    /** All that a 64-bit process can address today. */
    private static final double MAX = 0x1p57;

    static PprofValues of(List<PprofMessage> types, List<String> strings) throws BadProfile {
        List<String> names = types.stream()
                .map(type -> PprofLocations.string(type.number(TYPE), strings))
                .toList();
        PprofValues values = new PprofValues(
                position(names, LIVE_BYTES),
                position(names, LIVE_COUNT),
                position(names, ALLOCATED_BYTES),
                position(names, ALLOCATED_COUNT),
                types.stream()
                        .map(type -> BYTES.getOrDefault(unit(type, strings), 1.0))
                        .toList());
        if (values.liveBytes == ABSENT && values.allocatedBytes == ABSENT) {
            throw new BadProfile("no heap profile, but one of "
                    + names.stream().limit(8).map(BadProfile::quoted).collect(Collectors.joining(", ", "[", "]")));
        }
        return values;
    }

    static String unit(PprofMessage type, List<String> strings) {
        return PprofLocations.string(type.number(UNIT), strings).toLowerCase(Locale.ROOT);
    }

    Amount live(List<Long> values) throws BadProfile {
        return new Amount(value(liveBytes, values), value(liveCount, values));
    }

    Amount allocated(List<Long> values) throws BadProfile {
        return new Amount(value(allocatedBytes, values), value(allocatedCount, values));
    }

    private double value(int position, List<Long> values) throws BadProfile {
        if (position == ABSENT || position >= values.size()) {
            return 0;
        }
        double value = values.get(position) * units.get(position);
        if (!(value >= 0 && value <= MAX)) {
            throw new BadProfile("a sample of " + values.get(position) + " bytes or objects, which memory cannot hold");
        }
        return value;
    }

    private static int position(List<String> names, Set<String> wanted) {
        for (int i = 0; i < names.size(); i++) {
            if (wanted.contains(names.get(i))) {
                return i;
            }
        }
        return ABSENT;
    }
}
