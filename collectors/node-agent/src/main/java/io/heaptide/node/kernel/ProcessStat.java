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
        String[] fields = text.substring(close + 2).split(" ", RESIDENT_PAGES + 2);
        try {
            return fields.length <= RESIDENT_PAGES
                    ? Optional.empty()
                    : Optional.of(new ProcessStat(
                            pid,
                            text.substring(open + 1, close),
                            Long.parseLong(fields[START_TICKS]),
                            Long.parseLong(fields[RESIDENT_PAGES])));
        } catch (NumberFormatException notTheKernels) {
            return Optional.empty();
        }
    }

    /** Whether both are the same process, not another one under the same number. */
    public boolean isSame(ProcessStat other) {
        return pid == other.pid && startTicks == other.startTicks;
    }
}
