package io.heaptide.importers.symbols;

import io.heaptide.importers.Frame;
import io.heaptide.importers.Site;
import java.util.Map;
import java.util.TreeMap;

/** What was mapped where in the process that wrote a profile. */
public final class AddressSpace {

    /** Far above what the kernel allows by default (65,530). */
    private static final int MAX_MAPPINGS = 1 << 17;

    private final TreeMap<Long, Mapping> byStart = new TreeMap<>(Long::compareUnsigned);

    /** Takes a mapping; those beyond any real process' number are left out. */
    public void add(Mapping mapping) {
        if (byStart.size() < MAX_MAPPINGS) {
            byStart.put(mapping.start(), mapping);
        }
    }

    /** Takes a line of {@code /proc/PID/maps}; other lines change nothing. */
    public void addLine(String line) {
        Mapping.parse(line).ifPresent(this::add);
    }

    /**
     * A caller before it is known what was mapped. A return address is the instruction after the call, which may belong to
     * the next line or even the next function: the call itself ends one byte before.
     */
    public static Frame caller(long returnAddress) {
        return Frame.at("", returnAddress - 1);
    }

    /** A caller whose function a tracer has named already, by how far behind its beginning the call returns to. */
    public static Frame caller(String function, String module, long returnOffset) {
        return new Frame(function, "", module, Math.max(0, returnOffset - 1));
    }

    /** The same site with each {@link #caller} in its module. */
    public Site place(Site site) {
        return site.withFrames(
                site.frames().stream().map(frame -> frame(frame.offset())).toList());
    }

    /** The frame of one instruction. */
    public Frame frame(long address) {
        Map.Entry<Long, Mapping> below = byStart.floorEntry(address);
        return below != null && Long.compareUnsigned(address, below.getValue().end()) < 0
                ? below.getValue().frame(address)
                : Frame.named("0x" + Long.toHexString(address));
    }
}
