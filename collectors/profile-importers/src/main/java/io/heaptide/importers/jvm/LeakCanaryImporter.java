package io.heaptide.importers.jvm;

import io.heaptide.importers.BadProfile;
import io.heaptide.importers.HeapProfile;
import io.heaptide.importers.ImportPolicy;
import io.heaptide.importers.ProfileHead;
import io.heaptide.importers.ProfileImporter;
import io.heaptide.importers.ProfileSource;
import io.heaptide.importers.SiteTable;
import io.heaptide.importers.TextLines;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The report that LeakCanary and Shark print of a heap analysis, also as the Android log holds it. A site is one leak:
 * the fields that keep its objects alive, as a heap dump's importer names them, and the bytes that they retain.
 */
final class LeakCanaryImporter implements ProfileImporter {

    private static final String TITLE = "HEAP ANALYSIS RESULT";
    private static final String FAILED = "HEAP ANALYSIS FAILED";

    private static final Pattern LOG_TAG = Pattern.compile("^.*?\\bLeakCanary\\s*(?:\\(\\s*\\d+\\))?: ?");
    private static final Pattern SECTION = Pattern.compile("^\\d+ (APPLICATION|LIBRARY) LEAKS$");
    private static final Pattern OTHER_SECTION = Pattern.compile("^(\\d+ UNREACHABLE OBJECTS|METADATA)$");
    private static final Pattern DUMPED_AT = Pattern.compile("^Heap dump timestamp: (\\d{1,15})$");
    private static final Pattern LAST_LINE = Pattern.compile("^Heap dump duration: .*");

    @Override
    public String format() {
        return "leakcanary";
    }

    @Override
    public boolean recognises(ProfileHead head) {
        return head.contains(TITLE);
    }

    @Override
    public HeapProfile read(ProfileSource source, ImportPolicy policy) throws IOException {
        TextLines lines = new TextLines(source.stream(), policy);
        skipTitle(lines);
        SiteTable sites = new SiteTable(policy);
        ReportedLeak leak = new ReportedLeak(policy.maxFrames());
        Optional<Instant> dumpedAt = Optional.empty();
        boolean inLeaks = false;
        @Nullable String line = next(lines);
        while (line != null) {
            inLeaks = SECTION.matcher(line).matches()
                    || (inLeaks && !OTHER_SECTION.matcher(line).matches());
            if (inLeaks && !lines.isCut()) {
                leak.read(line).ifPresent(sites::add);
            }
            Matcher timestamp = DUMPED_AT.matcher(line);
            if (timestamp.matches()) {
                dumpedAt = Optional.of(Instant.ofEpochMilli(Long.parseLong(timestamp.group(1))));
            } else if (LAST_LINE.matcher(line).matches()) {
                return new HeapProfile(format(), dumpedAt, sites.sites(), sites.missing());
            }
            line = next(lines);
        }
        return new HeapProfile(
                format(),
                dumpedAt,
                sites.sites(),
                Optional.of("the file ends at line " + lines.number() + ", before the report does"));
    }

    private static void skipTitle(TextLines lines) throws IOException {
        @Nullable String line = next(lines);
        while (line != null) {
            if (line.equals(TITLE)) {
                return;
            }
            if (line.equals(FAILED)) {
                throw lines.bad("the heap analysis failed: there is no result");
            }
            line = next(lines);
        }
        throw new BadProfile("no title '" + TITLE + "' in " + lines.number() + " lines");
    }

    private static @Nullable String next(TextLines lines) throws IOException {
        @Nullable String line = lines.next();
        return line == null ? null : LOG_TAG.matcher(line).replaceFirst("").stripTrailing();
    }
}
