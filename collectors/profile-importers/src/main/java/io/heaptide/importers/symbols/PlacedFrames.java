package io.heaptide.importers.symbols;

import io.heaptide.importers.Frame;
import io.heaptide.importers.HeapProfile;
import io.heaptide.importers.Site;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The frames of a profile that are at some place in a binary: an offset in its file, in one of its functions, or an address in
 * a process that had loaded it. A profiler that names inlined functions itself has several frames for one address, but knows
 * the names of these only without their scope: there the function they were inlined into stands for all.
 */
final class PlacedFrames {

    private final boolean atRunTime;
    private final Set<Frame> asked = new HashSet<>();
    private final Map<Frame, Frame> inlinedInto = new HashMap<>();
    private final Set<Frame> hosts = new HashSet<>();

    private PlacedFrames(boolean atRunTime) {
        this.atRunTime = atRunTime;
    }

    static PlacedFrames of(HeapProfile profile) {
        PlacedFrames placed = new PlacedFrames(profile.provenance().atRunTime());
        for (Site site : profile.sites()) {
            placed.take(site.frames());
        }
        placed.leaveOutModulesThatNothingIsAskedOf();
        return placed;
    }

    /** What is to be named. */
    Set<Frame> asked() {
        return asked;
    }

    /**
     * Addresses as a binary's own symbols have them.
     *
     * @param frames of that binary
     * @param functions of that binary, those that stand there once
     */
    Map<Frame, Long> addresses(Set<Frame> frames, Map<String, NmTool.Symbol> functions, ElfFile program) {
        OptionalLong loadedAt = loadedAt(frames, functions);
        Map<Frame, Long> addresses = new HashMap<>();
        for (Frame frame : frames) {
            NmTool.Symbol function = functions.get(frame.function());
            if (!frame.isNamed()) {
                addresses.put(frame, program.address(frame.offset()));
            } else if (!atRunTime && function != null) {
                addresses.put(frame, function.start() + frame.offset());
            } else if (loadedAt.isPresent() && hosts.contains(frame)) {
                addresses.put(frame, frame.offset() - loadedAt.getAsLong());
            }
        }
        return addresses;
    }

    /** Takes out what was inlined into functions that have all their names now. */
    void dropInlined(Map<Frame, List<Frame>> names) {
        inlinedInto.forEach((inlined, into) -> {
            if (names.containsKey(into)) {
                names.putIfAbsent(inlined, List.of());
            }
        });
    }

    private void take(List<Frame> stack) {
        Frame outer = Frame.UNKNOWN;
        for (int i = stack.size() - 1; i >= 0; i--) {
            Frame frame = stack.get(i);
            if (frame.module().isEmpty()) {
                continue;
            }
            boolean samePlace = outer.module().equals(frame.module()) && outer.offset() == frame.offset();
            if (atRunTime && samePlace && !outer.equals(frame)) {
                inlinedInto.put(frame, outer);
                hosts.add(outer);
            } else {
                outer = frame;
                asked.add(frame);
            }
        }
    }

    /** A profiler that knows its names is asked again only where it has inlined functions. */
    private void leaveOutModulesThatNothingIsAskedOf() {
        if (atRunTime) {
            Set<String> modules = new HashSet<>();
            hosts.forEach(frame -> modules.add(frame.module()));
            asked.removeIf(frame -> !modules.contains(frame.module()));
        }
    }

    private OptionalLong loadedAt(Set<Frame> frames, Map<String, NmTool.Symbol> functions) {
        LoadAddress address = new LoadAddress();
        for (Frame frame : frames) {
            NmTool.Symbol function = functions.get(frame.function());
            if (atRunTime && function != null) {
                address.take(frame.offset(), function);
            }
        }
        return address.found();
    }
}
