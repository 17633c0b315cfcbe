package io.heaptide.importers.unmanaged;

import io.heaptide.importers.Frame;
import io.heaptide.importers.symbols.Mapping;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Mappings, locations and functions of a profile, which refer to each other by number and to names in its strings. */
final class PprofLocations {

    private static final int MAPPING = 3;
    private static final int LOCATION = 4;
    private static final int FUNCTION = 5;

    private static final int ID = 1;
    private static final int MAPPING_START = 2;
    private static final int MAPPING_LIMIT = 3;
    private static final int MAPPING_OFFSET = 4;
    private static final int MAPPING_FILE = 5;
    private static final int MAPPING_BUILD_ID = 6;
    private static final int LOCATION_MAPPING = 2;
    private static final int LOCATION_ADDRESS = 3;
    private static final int LOCATION_LINE = 4;
    private static final int LINE_FUNCTION = 1;
    private static final int LINE_NUMBER = 2;
    private static final int FUNCTION_NAME = 2;
    private static final int FUNCTION_SYSTEM_NAME = 3;
    private static final int FUNCTION_FILE = 4;

    private record Line(long function, long number) {}

    private record Location(long mapping, long address, List<Line> lines) {}

    private record Range(long start, long limit, long offset, long file, long buildId) {}

    private record Function(long name, long systemName, long file) {}

    private final Map<Long, Range> mappings = new HashMap<>();
    private final Map<Long, Location> locations = new HashMap<>();
    private final Map<Long, Function> functions = new HashMap<>();

    void message(int field, byte[] bytes) throws IOException {
        switch (field) {
            case MAPPING -> mapping(PprofMessage.read(bytes, List.of()));
            case LOCATION -> location(PprofMessage.read(bytes, List.of()));
            case FUNCTION -> function(PprofMessage.read(bytes, List.of()));
            default -> {} // comments and what newer versions add
        }
    }

    /** The functions at a location, innermost first: what the producer knows to be inlined there has frames of its own. */
    List<Frame> frames(long id, List<String> strings) {
        @Nullable Location location = locations.get(id);
        if (location == null) {
            return List.of(Frame.UNKNOWN);
        }
        List<Frame> frames = new ArrayList<>(Math.max(1, location.lines().size()));
        for (Line line : location.lines()) {
            @Nullable Function function = functions.get(line.function());
            if (function != null) {
                frames.add(frame(function, line.number(), strings));
            }
        }
        return frames.isEmpty() ? List.of(unnamed(location, strings)) : frames;
    }

    /** Which builds the mapped modules are of, where that is told. */
    Map<String, String> buildIds(List<String> strings) {
        Map<String, String> buildIds = new HashMap<>();
        for (Range range : mappings.values()) {
            String buildId = string(range.buildId(), strings);
            if (!buildId.isEmpty()) {
                buildIds.put(string(range.file(), strings), buildId);
            }
        }
        return buildIds;
    }

    private static Frame frame(Function function, long line, List<String> strings) {
        String name = string(function.name(), strings);
        String system = name.isEmpty() ? string(function.systemName(), strings) : name;
        String file = string(function.file(), strings);
        String source = file.substring(file.lastIndexOf('/') + 1);
        return system.isEmpty()
                ? Frame.UNKNOWN
                : Frame.named(system, source.isEmpty() || line <= 0 ? "" : source + ":" + line);
    }

    private Frame unnamed(Location location, List<String> strings) {
        @Nullable Range range = mappings.get(location.mapping());
        if (range == null || Long.compareUnsigned(range.start(), range.limit()) >= 0) {
            return Frame.named("0x" + Long.toHexString(location.address()));
        }
        return new Mapping(range.start(), range.limit(), range.offset(), string(range.file(), strings))
                .frame(location.address());
    }

    /** A string by its number; empty where a broken profile has none. */
    static String string(long index, List<String> strings) {
        return index >= 0 && index < strings.size() ? strings.get((int) index) : "";
    }

    private void mapping(PprofMessage message) {
        Range range = new Range(
                message.number(MAPPING_START),
                message.number(MAPPING_LIMIT),
                message.number(MAPPING_OFFSET),
                message.number(MAPPING_FILE),
                message.number(MAPPING_BUILD_ID));
        mappings.put(message.number(ID), range);
    }

    private void location(PprofMessage message) throws IOException {
        List<Line> lines = new ArrayList<>();
        for (byte[] bytes : message.messages(LOCATION_LINE)) {
            PprofMessage line = PprofMessage.read(bytes, List.of());
            lines.add(new Line(line.number(LINE_FUNCTION), line.number(LINE_NUMBER)));
        }
        locations.put(
                message.number(ID),
                new Location(message.number(LOCATION_MAPPING), message.number(LOCATION_ADDRESS), List.copyOf(lines)));
    }

    private void function(PprofMessage message) {
        Function function = new Function(
                message.number(FUNCTION_NAME), message.number(FUNCTION_SYSTEM_NAME), message.number(FUNCTION_FILE));
        functions.put(message.number(ID), function);
    }
}
