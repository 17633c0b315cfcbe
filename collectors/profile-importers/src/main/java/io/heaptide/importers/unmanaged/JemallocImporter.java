package io.heaptide.importers.unmanaged;

import io.heaptide.importers.Amount;
import io.heaptide.importers.BadProfile;
import io.heaptide.importers.Frame;
import io.heaptide.importers.HeapProfile;
import io.heaptide.importers.ImportPolicy;
import io.heaptide.importers.ProfileHead;
import io.heaptide.importers.ProfileImporter;
import io.heaptide.importers.ProfileSource;
import io.heaptide.importers.TextLines;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * jemalloc's {@code heap_v2}.
 *
 * <p>The numbers are no counts of objects: since 5.3 jemalloc writes them so that scaling each stack as {@link
 * ByteSampling} does gives its own estimate. Of the lines below a stack only {@code t*} counts; the others tell the same by
 * thread.
 */
final class JemallocImporter implements ProfileImporter {

    private static final String PREFIX = "heap_v2/";
    private static final Pattern HEADER = Pattern.compile(PREFIX + "(\\d+)\\s*");
    private static final Pattern AMOUNTS =
            Pattern.compile("\\s*t(\\*|\\d+):\\s*(\\d+):\\s*(\\d+)\\s*\\[\\s*(\\d+):\\s*(\\d+)\\s*\\].*");
    private static final String ALL_THREADS = "*";

    @Override
    public String format() {
        return "jemalloc";
    }

    @Override
    public boolean recognises(ProfileHead head) {
        return head.startsWith(PREFIX);
    }

    @Override
    public HeapProfile read(ProfileSource source, ImportPolicy policy) throws IOException {
        TextLines lines = new TextLines(source.stream(), policy);
        ByteSampling sampling = sampling(lines);
        AddressedSites sites = new AddressedSites(policy);
        List<Frame> stack = List.of(); // none yet: first comes the sum of all stacks
        String line = lines.nextWhole();
        while (line != null) {
            if (line.startsWith(AddressedSites.MAPPINGS)) {
                sites.readMappings(lines);
            } else if (line.startsWith("@")) {
                stack = AddressStack.parse(line.substring(1), lines);
            } else if (!line.isBlank()) {
                Matcher parts = AMOUNTS.matcher(line);
                if (!parts.matches()) {
                    throw lines.bad("neither a stack nor its amounts: " + BadProfile.quoted(line));
                }
                if (parts.group(1).equals(ALL_THREADS) && !stack.isEmpty()) {
                    Amount live = Whole.amount(parts.group(3), parts.group(2), lines);
                    Amount allocated = Whole.amount(parts.group(5), parts.group(4), lines);
                    sites.add(sampling.unsampled(stack, allocated, live));
                }
            }
            line = lines.nextWhole();
        }
        return sites.profile(format(), lines, source.isBrokenOff());
    }

    private static ByteSampling sampling(TextLines lines) throws IOException {
        String line = lines.nextWhole();
        Matcher header = HEADER.matcher(line == null ? "" : line);
        if (!header.matches()) {
            throw BadProfile.atLine(1, "no '" + PREFIX + "INTERVAL'");
        }
        return new ByteSampling(Whole.of(header.group(1), lines));
    }
}
