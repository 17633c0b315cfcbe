package io.heaptide.importers.lambda;

import io.heaptide.importers.BadProfile;
import io.heaptide.importers.ImportPolicy;
import io.heaptide.importers.ProfileSource;
import io.heaptide.importers.TextLines;
import io.heaptide.schemas.InstanceRef;
import io.heaptide.signals.FunctionReport;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what AWS Lambda reports of each invocation: {@code REPORT} lines with a time stamp before them, as {@code aws
 * logs tail} prints them, events as {@code aws logs filter-log-events} returns them, and {@code platform.report} events
 * of the Telemetry API. What Lambda calls the memory used is the most that the sandbox has used since its start.
 */
public final class LambdaReports {

    /** A bound for hostile files: two readings an invocation. */
    private static final long MAX_READINGS = 4_000_000;

    private LambdaReports() {}

    /**
     * All reports in a file.
     *
     * @param function whose they are; its instance is set to each sandbox in turn, its version to the one that is told
     * @throws BadProfile if there is no report, or none with a time
     */
    public static FunctionReadings read(ProfileSource source, InstanceRef function, ImportPolicy policy)
            throws IOException {
        Sandboxes sandboxes = new Sandboxes(function, MAX_READINGS);
        String head = source.head().text().stripLeading();
        Optional<String> missing = head.startsWith("{") || head.startsWith("[{")
                ? new TelemetryEvents(sandboxes, policy).read(source.stream())
                : lines(new TextLines(source.stream(), policy), sandboxes);
        FunctionReadings readings = new FunctionReadings(sandboxes.all(), missing);
        if (readings.sandboxes().isEmpty()) {
            throw new BadProfile(missing.orElse("no report of an invocation"));
        }
        return readings;
    }

    private static Optional<String> lines(TextLines lines, Sandboxes sandboxes) throws IOException {
        @Nullable String line = lines.next();
        while (line != null) {
            ReportLine.begin(line, sandboxes);
            if (FunctionReport.isLine(line)) {
                Optional<String> missing = report(line, lines, sandboxes);
                if (missing.isPresent()) {
                    return missing;
                }
            }
            line = lines.next();
        }
        return Optional.empty();
    }

    private static Optional<String> report(String line, TextLines lines, Sandboxes sandboxes) throws BadProfile {
        Optional<Long> stamp = ReportLine.stamp(line);
        if (stamp.isEmpty()) {
            throw lines.bad("a report without a time: import what 'aws logs tail' prints, or events as JSON");
        }
        Optional<Invocation> invocation = FunctionReport.ofLine(line).map(told -> new Invocation(stamp.get(), told));
        if (invocation.isEmpty()) {
            if (lines.isCut()) {
                return Optional.of("the file ends at line " + lines.number() + ", inside a report");
            }
            throw lines.bad("a report without memory: " + BadProfile.quoted(line));
        }
        return sandboxes.add(FunctionReport.logStream(line), invocation.get())
                ? Optional.empty()
                : Optional.of("too many reports: those from line " + lines.number() + " on were left out");
    }
}
