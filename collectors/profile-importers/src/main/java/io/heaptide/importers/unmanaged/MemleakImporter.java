package io.heaptide.importers.unmanaged;

import io.heaptide.importers.BadProfile;
import io.heaptide.importers.HeapProfile;
import io.heaptide.importers.ImportPolicy;
import io.heaptide.importers.ProfileHead;
import io.heaptide.importers.ProfileImporter;
import io.heaptide.importers.ProfileSource;
import io.heaptide.importers.TextLines;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What was allocated and not freed, as seen from the kernel: the reports of bcc's and libbpf's {@code memleak}, and the maps
 * that {@code memleak.bt} beside this class makes bpftrace print. Each report tells everything; the last whole one counts.
 */
final class MemleakImporter implements ProfileImporter {

    private static final String REPORT = "stacks with outstanding allocations";
    private static final Pattern HEADER = Pattern.compile("\\[[\\d:]+\\] Top (\\d+) " + REPORT + ":?\\s*");
    private static final Pattern STACK = Pattern.compile("\\s*(\\d+) bytes in (\\d+) allocations from stack\\s*");
    private static final Pattern MAP = Pattern.compile("@live_(bytes|count)\\[\\s*");
    private static final Pattern MAP_END = Pattern.compile("\\s*\\]: (-?\\d+)\\s*");

    @Override
    public String format() {
        return "memleak";
    }

    @Override
    public boolean recognises(ProfileHead head) {
        return head.contains(REPORT) || head.contains("@live_bytes[");
    }

    @Override
    public HeapProfile read(ProfileSource source, ImportPolicy policy) throws IOException {
        TextLines lines = new TextLines(source.stream(), policy);
        MemleakReport whole = new MemleakReport(policy, 0);
        MemleakReport current = whole;
        boolean found = false;
        String line = lines.nextWhole();
        while (line != null) {
            Matcher header = HEADER.matcher(line);
            if (header.matches()) {
                whole = current;
                current = new MemleakReport(policy, Whole.of(header.group(1), lines));
                found = true;
            } else {
                found |= take(line, current, lines);
            }
            line = lines.nextWhole();
        }
        if (!found) {
            throw BadProfile.atLine(lines.number(), "no '" + REPORT + "' and no '@live_bytes[' up to here");
        }
        return profile(whole, current, lines.isCut() || source.isBrokenOff() || current.isOpen(), lines);
    }

    private HeapProfile profile(MemleakReport whole, MemleakReport last, boolean cut, TextLines lines) {
        if (!cut) {
            return new HeapProfile(format(), Optional.empty(), last.sites(), last.missing());
        }
        MemleakReport best = whole.isEmpty() ? last : whole;
        return new HeapProfile(format(), Optional.empty(), best.sites(), Optional.of(lines.brokenOff()));
    }

    /** Takes a line of a report; others around it, which the tools print as they start and end, say nothing. */
    private static boolean take(String line, MemleakReport report, TextLines lines) throws BadProfile {
        Matcher stack = STACK.matcher(line);
        if (stack.matches()) {
            report.beginStack(Whole.amount(stack.group(1), stack.group(2), lines));
            return false;
        }
        Matcher map = MAP.matcher(line);
        if (map.matches()) {
            report.beginEntry(map.group(1).equals("bytes"));
            return true;
        }
        Matcher end = MAP_END.matcher(line);
        if (end.matches()) {
            report.endEntry(value(end, lines));
        } else {
            report.frame(MemleakFrame.parse(line));
        }
        return false;
    }

    /** Less than nothing where more was freed than the trace saw allocated. */
    private static long value(Matcher end, TextLines lines) throws BadProfile {
        @Nullable String digits = end.group(1);
        return digits.startsWith("-") ? 0 : Whole.of(digits, lines);
    }
}
