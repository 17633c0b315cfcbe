package io.heaptide.importers.lambda;

import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands before a report in a function's log: when, and which version a request began in. */
final class ReportLine {

    private static final Pattern START =
            Pattern.compile("START RequestId: (\\S{1,64}) +Version: (\\$LATEST|[\\w.-]{1,64})");

    private static final Pattern STAMP =
            Pattern.compile("^\\[?(\\d{4}-\\d\\d-\\d\\dT[\\d:.,]+(?:Z|[+-]\\d\\d:?\\d\\d))");

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

    /** Remembers the version of a request that starts here. */
    static void begin(String line, Sandboxes sandboxes) {
        Matcher start = START.matcher(line);
        if (start.find()) {
            sandboxes.begin(start.group(1), start.group(2));
        }
    }
}
