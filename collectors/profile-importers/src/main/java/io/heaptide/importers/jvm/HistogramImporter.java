package io.heaptide.importers.jvm;

import io.heaptide.importers.Amount;
import io.heaptide.importers.BadProfile;
import io.heaptide.importers.HeapProfile;
import io.heaptide.importers.ImportPolicy;
import io.heaptide.importers.ProfileHead;
import io.heaptide.importers.ProfileImporter;
import io.heaptide.importers.ProfileSource;
import io.heaptide.importers.Site;
import io.heaptide.importers.SiteTable;
import io.heaptide.importers.TextLines;
import io.heaptide.recordings.TypeNames;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The class histogram of {@code jcmd GC.class_histogram} and {@code jmap -histo}: objects by class, of JVMs that name a
 * class's module and of those that do not. Of several histograms in one file the first counts.
 */
final class HistogramImporter implements ProfileImporter {

    private static final Pattern HEADING = Pattern.compile("^\\s*num\\s+#instances\\s+#bytes\\s+.*");

    /** {@code 12:  2173  265200  java.lang.Class (java.base@17.0.15)}. */
    private static final Pattern ROW =
            Pattern.compile("^\\s*\\d+:\\s+(\\d{1,18})\\s+(\\d{1,18})\\s+(\\S+(?: \\S+)*?)(?:\\s+\\([^()]*\\))?\\s*$");

    private static final Pattern TOTAL = Pattern.compile("^Total\\s+(\\d{1,18})\\s+(\\d{1,18})\\s*$");

    @Override
    public String format() {
        return "histogram";
    }

    @Override
    public boolean recognises(ProfileHead head) {
        return head.text().lines().anyMatch(line -> HEADING.matcher(line).matches());
    }

    @Override
    public HeapProfile read(ProfileSource source, ImportPolicy policy) throws IOException {
        TextLines lines = new TextLines(source.stream(), policy);
        skipHeading(lines);
        SiteTable sites = new SiteTable(policy);
        Amount sum = Amount.NONE;
        @Nullable String line = lines.next();
        while (line != null) {
            Matcher total = TOTAL.matcher(line);
            if (total.matches()) {
                return profile(sites, difference(sum, amount(total)));
            }
            Matcher row = ROW.matcher(line);
            if (row.matches() && !lines.isCut()) {
                Amount amount = amount(row);
                sum = sum.plus(amount);
                sites.add(Site.exact(List.of(), TypeNames.readable(row.group(3)), Amount.NONE, amount));
            } else if (!isFiller(line) && !lines.isCut()) {
                throw lines.bad("neither a class nor the total: " + BadProfile.quoted(line));
            }
            line = lines.next();
        }
        return profile(sites, Optional.of("the file ends at line " + lines.number() + ", before the total"));
    }

    private static void skipHeading(TextLines lines) throws IOException {
        @Nullable String line = lines.next();
        while (line != null) {
            if (HEADING.matcher(line).matches()) {
                return;
            }
            line = lines.next();
        }
        throw new BadProfile("no heading '#instances #bytes' in " + lines.number() + " lines");
    }

    private static boolean isFiller(String line) {
        return line.isBlank() || line.startsWith("---");
    }

    private static Amount amount(Matcher countAndBytes) {
        return new Amount(Long.parseLong(countAndBytes.group(2)), Long.parseLong(countAndBytes.group(1)));
    }

    /** A histogram that somebody filtered has rows missing. */
    private static Optional<String> difference(Amount sum, Amount total) {
        return sum.equals(total)
                ? Optional.empty()
                : Optional.of(String.format(
                        "the classes add up to %.0f of %.0f bytes: lines were left out", sum.bytes(), total.bytes()));
    }

    private HeapProfile profile(SiteTable sites, Optional<String> missing) {
        return new HeapProfile(format(), Optional.empty(), sites.sites(), missing.or(sites::missing));
    }
}
