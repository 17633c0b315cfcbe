package io.heaptide.signals;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What AWS Lambda reports at the end of an invocation, as a {@code REPORT} line or as a {@code platform.report} event.
 *
 * @param requestId of the invocation, empty if unknown
 * @param usedBytes the most that its sandbox has used since its start
 * @param limitBytes the function's memory size
 * @param startsSandbox whether it was the sandbox's first
 */
public record FunctionReport(String requestId, long usedBytes, long limitBytes, boolean startsSandbox) {

    /** The type of the event, as the Telemetry API and a function's logs in JSON name it. */
    public static final String EVENT = "platform.report";

    private static final Pattern REQUEST = Pattern.compile("REPORT RequestId: (\\S{1,64})");
    private static final Pattern SIZE = Pattern.compile("\\bMemory Size: (\\d{1,7}) MB");
    private static final Pattern USED = Pattern.compile("\\bMax Memory Used: (\\d{1,7}) MB");
    private static final Pattern AMOUNT = Pattern.compile("\\d{1,7}");
    private static final Pattern LOG_STREAM =
            Pattern.compile("\\d{4}/\\d\\d/\\d\\d/\\S*\\[([^\\]\\s]{1,64})]\\w{1,64}");
    private static final String UNPUBLISHED = "$LATEST";

    /** Whether a line is, or holds, a report. */
    public static boolean isLine(String line) {
        return line.contains("REPORT RequestId: ");
    }

    /** The report in a line; nothing where it was cut, or tells of no memory. */
    public static Optional<FunctionReport> ofLine(String line) {
        Matcher request = REQUEST.matcher(line);
        Matcher size = SIZE.matcher(line);
        Matcher used = USED.matcher(line);
        if (!request.find() || !size.find() || !used.find()) {
            return Optional.empty();
        }
        boolean starts = line.contains("Init Duration: ") || line.contains("Restore Duration: ");
        return Optional.of(
                new FunctionReport(request.group(1), megabytes(used.group(1)), megabytes(size.group(1)), starts));
    }

    /** The report in an event's fields; nothing where an amount is missing or no whole number of megabytes. */
    public static Optional<FunctionReport> ofEvent(
            String requestId, String maxMemoryUsedMB, String memorySizeMB, boolean startsSandbox) {
        boolean amounts = AMOUNT.matcher(maxMemoryUsedMB).matches()
                && AMOUNT.matcher(memorySizeMB).matches();
        return amounts
                ? Optional.of(new FunctionReport(
                        requestId, megabytes(maxMemoryUsedMB), megabytes(memorySizeMB), startsSandbox))
                : Optional.empty();
    }

    /** The log stream that a text names, as in {@code 2026/07/01/[42]0123456789abcdef}; empty if none. */
    public static String logStream(String text) {
        Matcher stream = LOG_STREAM.matcher(text);
        return stream.find() ? stream.group() : "";
    }

    /** The version whose sandbox writes a log stream; empty if the stream names none. */
    public static String versionOf(String logStream) {
        Matcher stream = LOG_STREAM.matcher(logStream);
        return stream.find() ? published(stream.group(1)) : "";
    }

    /** The version, empty for what is not published: it changes without a new name. */
    public static String published(String version) {
        return version.equals(UNPUBLISHED) ? "" : version;
    }

    /** What the report says of memory. */
    public List<Reading> readings(long atMillis) {
        return List.of(
                new Reading("faas.mem_usage", "", atMillis, usedBytes),
                new Reading("faas.memory.limit", "", atMillis, limitBytes));
    }

    /** Lambda's megabyte is 1,048,576 bytes. */
    private static long megabytes(String number) {
        return Long.parseLong(number) << 20;
    }
}
