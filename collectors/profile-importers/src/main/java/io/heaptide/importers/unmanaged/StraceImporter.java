package io.heaptide.importers.unmanaged;

import io.heaptide.importers.Amount;
import io.heaptide.importers.BadProfile;
import io.heaptide.importers.Frame;
import io.heaptide.importers.HeapProfile;
import io.heaptide.importers.ImportPolicy;
import io.heaptide.importers.ProfileHead;
import io.heaptide.importers.ProfileImporter;
import io.heaptide.importers.ProfileSource;
import io.heaptide.importers.Site;
import io.heaptide.importers.SiteTable;
import io.heaptide.importers.TextLines;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code strace -f -e trace=memory}: what processes got from the kernel and have not given back, by stack with {@code -k}
 * and else by system call. The summary of {@code -c} tells how often only.
 */
final class StraceImporter implements ProfileImporter {

    private static final String SUMMARY = "% time";
    private static final Pattern SUMMARY_ROW =
            Pattern.compile("\\s*[\\d.]+\\s+[\\d.]+\\s+\\d+\\s+(\\d+)\\s+(?:(\\d+)\\s+)?([a-z]\\w*)\\s*");
    private static final List<String> ALLOCATING = List.of("brk", "mmap", "mmap2", "mremap");

    @Override
    public String format() {
        return "strace";
    }

    @Override
    public boolean recognises(ProfileHead head) {
        return head.startsWith(SUMMARY) || head.text().lines().anyMatch(SystemCall::isOne);
    }

    @Override
    public HeapProfile read(ProfileSource source, ImportPolicy policy) throws IOException {
        TextLines lines = new TextLines(source.stream(), policy);
        String first = lines.nextWhole();
        if (first == null) {
            throw BadProfile.atLine(1, "no whole line of strace");
        }
        SiteTable sites = new SiteTable(policy);
        Optional<String> missing = Optional.empty();
        if (first.startsWith(SUMMARY)) {
            readSummary(lines, sites);
        } else {
            Trace trace = new Trace(policy);
            trace.read(first, lines);
            trace.memory.addTo(sites);
            missing = trace.memory.missing();
        }
        if (lines.isCut() || source.isBrokenOff()) {
            missing = Optional.of(lines.brokenOff());
        }
        return new HeapProfile(format(), Optional.empty(), sites.sites(), missing.or(sites::missing));
    }

    private static void readSummary(TextLines lines, SiteTable sites) throws IOException {
        String line = lines.nextWhole();
        while (line != null) {
            Matcher row = SUMMARY_ROW.matcher(line);
            if (row.matches() && ALLOCATING.contains(row.group(3))) {
                long failed = row.group(2) == null ? 0 : Whole.of(row.group(2), lines);
                Amount calls = new Amount(0, Math.max(0, Whole.of(row.group(1), lines) - failed));
                sites.add(Site.exact(List.of(Frame.named(row.group(3))), "", calls, Amount.NONE));
            }
            line = lines.nextWhole();
        }
    }

    /** A trace, of which a call's stack follows the call. */
    private static final class Trace {

        private final TracedMemory memory;
        private final TracedLines joined = new TracedLines();
        private final TracedStack stack;
        private Optional<SystemCall> waiting = Optional.empty();

        Trace(ImportPolicy policy) {
            this.memory = new TracedMemory(policy);
            this.stack = new TracedStack(policy);
        }

        void read(String first, TextLines lines) throws IOException {
            boolean any = false;
            String line = first;
            while (line != null) {
                if (!stack.take(line)) {
                    apply();
                    waiting = SystemCall.parse(joined.whole(line), lines);
                    any |= waiting.isPresent();
                }
                line = lines.nextWhole();
            }
            apply();
            if (!any) {
                throw lines.bad("no brk, mmap, munmap, mremap or mprotect up to here");
            }
        }

        private void apply() {
            List<Frame> frames = stack.end();
            waiting.ifPresent(call -> memory.take(call, frames));
            waiting = Optional.empty();
        }
    }
}
