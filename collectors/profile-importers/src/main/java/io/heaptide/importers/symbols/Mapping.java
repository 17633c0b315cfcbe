package io.heaptide.importers.symbols;

import io.heaptide.importers.Frame;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a file in a process' memory.
 *
 * @param start first address
 * @param end first address after it; addresses are unsigned
 * @param fileOffset what of the file is at {@code start}
 * @param module the file
 */
public record Mapping(long start, long end, long fileOffset, String module) {

    /** A line of {@code /proc/PID/maps}: range, permissions, offset, device, inode, path. */
    private static final Pattern LINE = Pattern.compile(
            "\\s*([0-9a-fA-F]{1,16})-([0-9a-fA-F]{1,16})\\s+([-rwxsp]{4})\\s+([0-9a-fA-F]{1,16})\\s+\\S+\\s+\\d+\\s+(\\S.*)");

    private static final String DELETED = " (deleted)";

    public Mapping {
        if (Long.compareUnsigned(start, end) >= 0) {
            throw new IllegalArgumentException("a mapping must not end before it starts, got " + Long.toHexString(start)
                    + "-" + Long.toHexString(end));
        }
    }

    /** A line of {@code /proc/PID/maps}, if it is one of executable code. */
    public static Optional<Mapping> parse(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches() || parts.group(3).charAt(2) != 'x') {
            return Optional.empty();
        }
        long start = Long.parseUnsignedLong(parts.group(1), 16);
        long end = Long.parseUnsignedLong(parts.group(2), 16);
        if (Long.compareUnsigned(start, end) >= 0) {
            return Optional.empty();
        }
        String path = parts.group(5).stripTrailing();
        String module = path.endsWith(DELETED) ? path.substring(0, path.length() - DELETED.length()) : path;
        return Optional.of(new Mapping(start, end, Long.parseUnsignedLong(parts.group(4), 16), module));
    }

    /** The instruction at an address of this mapping. */
    public Frame frame(long address) {
        return Frame.at(module, address - start + fileOffset);
    }
}
