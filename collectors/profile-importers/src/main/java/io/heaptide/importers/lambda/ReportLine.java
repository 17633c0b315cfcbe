package io.heaptide.importers.lambda;

import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines that Lambda itself writes into a function's log. */
final class ReportLine {

    private static final Pattern START =
            Pattern.compile("START RequestId: (\\S{1,64}) +Version: (\\$LATEST|[\\w.-]{1,64})");

    private static final Pattern REPORT = Pattern.compile("REPORT RequestId: (\\S{1,64})");
    private static final Pattern SIZE = Pattern.compile("\\bMemory Size: (\\d{1,7}) MB");
    private static final Pattern USED = Pattern.compile("\\bMax Memory Used: (\\d{1,7}) MB");
    private static final Pattern STAMP =
            Pattern.compile("^\\[?(\\d{4}-\\d\\d-\\d\\dT[\\d:.,]+(?:Z|[+-]\\d\\d:?\\d\\d))");
    private static final Pattern LOG_STREAM = Pattern.compile("\\d{4}/\\d\\d/\\d\\d/\\S*\\[[^\\]\\s]{1,64}]\\w{1,64}");

    private ReportLine() {}

    static Optional<Long> stamp(String line) {
        Matcher stamp = STAMP.matcher(line);
        return stamp.find() ? millis(stamp.group(1)) : Optional.empty();
    }

    static Optional<Long> millis(String iso) {
        try {
            String text = iso.replace(',', '.').replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2");
            return Optional.of(OffsetDateTime.parse(text).toInstant().toEpochMilli())
                    .filter(millis -> millis > 0);
        } catch (DateTimeParseException notOne) {
            return Optional.empty();
        }
    }

    static String logStream(String line) {
        Matcher stream = LOG_STREAM.matcher(line);
        return stream.find() ? stream.group() : "";
    }

    /** Remembers the version of a request that starts here. */
    static void begin(String line, Sandboxes sandboxes) {
        Matcher start = START.matcher(line);
        if (start.find()) {
            sandboxes.begin(start.group(1), start.group(2));
        }
    }

    static boolean isReport(String line) {
        return line.contains("REPORT RequestId: ");
    }

    /** The report in a line; nothing where it was cut. */
    static Optional<Invocation> invocation(String line, long atMillis) {
        Matcher report = REPORT.matcher(line);
        Matcher size = SIZE.matcher(line);
        Matcher used = USED.matcher(line);
        if (!report.find() || !size.find() || !used.find()) {
            return Optional.empty();
        }
        return Optional.of(new Invocation(
                report.group(1),
                atMillis,
                megabytes(used.group(1)),
                megabytes(size.group(1)),
                line.contains("Init Duration: ") || line.contains("Restore Duration: ")));
    }

    /** Lambda's megabyte is 1,048,576 bytes. */
    static long megabytes(String number) {
        return Long.parseLong(number) << 20;
    }
}
