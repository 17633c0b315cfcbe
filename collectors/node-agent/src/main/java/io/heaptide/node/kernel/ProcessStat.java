package io.heaptide.node.kernel;

import java.util.Optional;

/**
 * One process as {@code /proc/<pid>/stat} shows it.
 *
 * @param pid in the namespace of the watched {@code /proc}
 * @param name the kernel's name of it, at most 15 characters
 * @param startTicks when it began, in ticks after boot; with the pid, this names it for as long as the machine is up
 * @param residentPages pages of its resident set
 */
public record ProcessStat(int pid, String name, long startTicks, long residentPages) {

    private static final int START_TICKS = 19;
    private static final int RESIDENT_PAGES = 21;

    /** Reads the file's text; empty if it is not what the kernel writes. */
    static Optional<ProcessStat> parse(int pid, String text) {
        int open = text.indexOf('(');
        int close = text.lastIndexOf(')'); // a name may hold parentheses and blanks
        if (open < 0 || close < open || close + 2 > text.length()) {
            return Optional.empty();
        }
        int start = field(text, close + 2, START_TICKS);
        int resident = field(text, start, RESIDENT_PAGES - START_TICKS);
        int end = text.indexOf(' ', Math.max(0, resident));
        if (start < 0 || resident < 0 || end < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ProcessStat(
                    pid,
                    text.substring(open + 1, close),
                    Long.parseLong(text, start, text.indexOf(' ', start), 10),
                    Long.parseLong(text, resident, end, 10)));
        } catch (NumberFormatException notTheKernels) {
            return Optional.empty();
        }
    }

    /** Where the field begins that is so many fields on; -1 if the text ends before. */
    private static int field(String text, int from, int fields) {
        int at = from;
        for (int i = 0; i < fields && at >= 0; i++) {
            int blank = text.indexOf(' ', at);
            at = blank < 0 ? -1 : blank + 1;
        }
        return at;
    }

    /** Whether both are the same process, not another one under the same number. */
    public boolean isSame(ProcessStat other) {
        return pid == other.pid && startTicks == other.startTicks;
    }
}
