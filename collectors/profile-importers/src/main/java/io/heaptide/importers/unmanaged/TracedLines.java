package io.heaptide.importers.unmanaged;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Joins the two lines of a call that another thread's call interrupted in the trace. */
final class TracedLines {

    private static final Pattern UNFINISHED =
            Pattern.compile("((?:\\[pid\\s+)?\\d+\\]? +)(.*?) <unfinished \\.\\.\\.>");
    private static final Pattern RESUMED =
            Pattern.compile("((?:\\[pid\\s+)?\\d+\\]? +)(?:[\\d:.]+ )?<\\.\\.\\. \\w+ resumed>(.*)");

    /** Threads that wait in a call at one time; those beyond it lose the call. */
    private static final int MAX_WAITING = 10_000;

    private final Map<String, String> begun = new LinkedHashMap<>();

    /** The whole call; a part alone remains as it is, which no call matches. */
    String whole(String line) {
        Matcher unfinished = UNFINISHED.matcher(line);
        if (unfinished.matches() && begun.size() < MAX_WAITING) {
            begun.put(unfinished.group(1), unfinished.group(2));
            return line;
        }
        Matcher resumed = RESUMED.matcher(line);
        if (resumed.matches()) {
            @Nullable String beginning = begun.remove(resumed.group(1));
            return beginning == null ? line : resumed.group(1) + beginning + resumed.group(2);
        }
        return line;
    }
}
