package io.heaptide.importers.unmanaged;

import io.heaptide.importers.BadProfile;
import io.heaptide.importers.TextLines;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A call that changed a process' memory.
 *
 * @param process of the caller; empty if only one was traced
 * @param name such as {@code mmap}
 * @param address that was given; 0 if the kernel was to choose one
 * @param length that was given
 * @param newLength of {@code mremap}
 * @param result what it returned; an address for most
 * @param accessible whether the memory can be used: not {@code PROT_NONE}
 * @param anonymous whether the memory is no file's
 */
record SystemCall(
        String process,
        String name,
        long address,
        long length,
        long newLength,
        long result,
        boolean accessible,
        boolean anonymous) {

    private static final Pattern CALL = Pattern.compile(
            "(?:\\[pid\\s+(\\d+)\\] |(\\d+) +)?" // who, by -f
                    + "(?:[\\d:.]+ )?" // when, by -t
                    + "(brk|mmap|mmap2|munmap|mremap|mprotect)\\(([^)]*)\\)\\s+= (0x[0-9a-f]{1,16}|-?\\d{1,19})\\b.*");

    private static final int LENGTH = 1;
    private static final int NEW_LENGTH = 2;
    private static final int PROTECTION = 2;
    private static final int FLAGS = 3;

    static boolean isOne(String line) {
        return CALL.matcher(line).matches();
    }

    /** Nothing where the line is another call's or a signal's, or where the call failed. */
    static Optional<SystemCall> parse(String line, TextLines lines) throws BadProfile {
        Matcher parts = CALL.matcher(line);
        if (!parts.matches() || parts.group(5).startsWith("-")) {
            return Optional.empty();
        }
        String name = parts.group(3);
        List<String> arguments = List.of(parts.group(4).split(",\\s*", -1));
        boolean resizes = name.equals("mremap");
        return Optional.of(new SystemCall(
                parts.group(1) != null ? parts.group(1) : parts.group(2) == null ? "" : parts.group(2),
                name,
                number(arguments, 0, lines),
                name.equals("brk") ? 0 : size(arguments, LENGTH, lines),
                resizes ? size(arguments, NEW_LENGTH, lines) : 0,
                number(parts.group(5), lines),
                resizes || !text(arguments, PROTECTION).equals("PROT_NONE"),
                text(arguments, FLAGS).contains("MAP_ANON")));
    }

    private static String text(List<String> arguments, int position) {
        return position < arguments.size() ? arguments.get(position) : "";
    }

    private static long size(List<String> arguments, int position, TextLines lines) throws BadProfile {
        long size = number(arguments, position, lines);
        return Whole.of(Long.toUnsignedString(size), lines);
    }

    private static long number(List<String> arguments, int position, TextLines lines) throws BadProfile {
        return number(text(arguments, position), lines);
    }

    private static long number(String text, TextLines lines) throws BadProfile {
        if (text.equals("NULL")) {
            return 0;
        }
        try {
            return text.startsWith("0x") ? Long.parseUnsignedLong(text.substring(2), 16) : Long.parseLong(text);
        } catch (NumberFormatException wrong) {
            throw lines.bad(BadProfile.quoted(text) + " is neither an address nor a size");
        }
    }
}
