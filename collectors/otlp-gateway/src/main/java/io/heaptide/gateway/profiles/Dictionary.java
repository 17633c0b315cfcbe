package io.heaptide.gateway.profiles;

import io.opentelemetry.proto.profiles.v1development.Function;
import io.opentelemetry.proto.profiles.v1development.Line;
import io.opentelemetry.proto.profiles.v1development.Location;
import io.opentelemetry.proto.profiles.v1development.ProfilesDictionary;
import io.opentelemetry.proto.profiles.v1development.Stack;
import java.util.ArrayList;
import java.util.List;

/** The tables that a request's profiles share, read with a check of every index. */
final class Dictionary {

    /** What an allocation summary keeps of a stack. */
    private static final int MAX_FRAMES = 128;

    private static final String UNKNOWN_FRAME = "[unknown]";

    private final ProfilesDictionary tables;

    Dictionary(ProfilesDictionary tables) {
        this.tables = tables;
    }

    String text(int index) throws MalformedProfile {
        return at("string_table", tables.getStringTableList(), index);
    }

    void requireStack(int index) throws MalformedProfile {
        at("stack_table", tables.getStackTableList(), index);
    }

    /** The frames of a stack, innermost first; at least one. */
    List<String> frames(int stackIndex, int maxChars) throws MalformedProfile {
        Stack stack = at("stack_table", tables.getStackTableList(), stackIndex);
        List<String> frames = new ArrayList<>();
        for (int index : stack.getLocationIndicesList()) {
            add(at("location_table", tables.getLocationTableList(), index), maxChars, frames);
            if (frames.size() >= MAX_FRAMES) {
                return frames.subList(0, MAX_FRAMES);
            }
        }
        return frames.isEmpty() ? List.of(UNKNOWN_FRAME) : frames;
    }

    /** One frame a line: calls that a compiler inlined share a location, the innermost is the first line. */
    private void add(Location location, int maxChars, List<String> frames) throws MalformedProfile {
        for (Line line : location.getLinesList()) {
            Function function = at("function_table", tables.getFunctionTableList(), line.getFunctionIndex());
            String name = text(function.getNameStrindex());
            frames.add(shortened(name.isEmpty() ? text(function.getSystemNameStrindex()) : name, maxChars));
            if (frames.size() >= MAX_FRAMES) {
                return;
            }
        }
        if (location.getLinesCount() == 0) {
            frames.add(shortened(unnamed(location), maxChars));
        }
    }

    /** An address that nobody has named yet: its library and offset, so that at least the library can be told. */
    private String unnamed(Location location) throws MalformedProfile {
        String file = text(at("mapping_table", tables.getMappingTableList(), location.getMappingIndex())
                .getFilenameStrindex());
        String library = file.substring(file.lastIndexOf('/') + 1);
        return library + (library.isEmpty() ? "0x" : "+0x") + Long.toHexString(location.getAddress());
    }

    private static String shortened(String name, int maxChars) {
        return name.length() <= maxChars ? name : name.substring(0, maxChars);
    }

    private static <T> T at(String table, List<T> entries, int index) throws MalformedProfile {
        if (index < 0 || index >= entries.size()) {
            throw new MalformedProfile(table, index, entries.size());
        }
        return entries.get(index);
    }
}
