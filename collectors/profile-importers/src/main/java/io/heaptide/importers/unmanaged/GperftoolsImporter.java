package io.heaptide.importers.unmanaged;

import io.heaptide.importers.Amount;
import io.heaptide.importers.BadProfile;
import io.heaptide.importers.HeapProfile;
import io.heaptide.importers.ImportPolicy;
import io.heaptide.importers.ProfileHead;
import io.heaptide.importers.ProfileImporter;
import io.heaptide.importers.ProfileSource;
import io.heaptide.importers.Site;
import io.heaptide.importers.TextLines;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text form of tcmalloc's heap profiler, of its sampled heap and of its heap growth; also what Go's {@code
 * /debug/pprof/heap?debug=1} wrote in that form.
 */
final class GperftoolsImporter implements ProfileImporter {

    private static final String PREFIX = "heap profile:";
    private static final String AMOUNTS = "\\s*(\\d+):\\s*(\\d+)\\s*\\[\\s*(\\d+):\\s*(\\d+)\\s*\\]\\s*@";
    private static final Pattern HEADER = Pattern.compile(PREFIX + AMOUNTS + "\\s*(\\w+)(?:/(\\d+))?\\s*");
    private static final Pattern STACK = Pattern.compile(AMOUNTS + "(.*)");

    @Override
    public String format() {
        return "gperftools";
    }

    @Override
    public boolean recognises(ProfileHead head) {
        return head.startsWith(PREFIX);
    }

    @Override
    public HeapProfile read(ProfileSource source, ImportPolicy policy) throws IOException {
        TextLines lines = new TextLines(source.stream(), policy);
        Header header = Header.read(lines);
        AddressedSites sites = new AddressedSites(policy);
        String line = lines.nextWhole();
        while (line != null) {
            if (line.startsWith(AddressedSites.MAPPINGS)) {
                sites.readMappings(lines);
            } else if (!line.isBlank() && !line.startsWith("#")) { // Go adds names as comments
                sites.add(stack(line, header, lines));
            }
            line = lines.nextWhole();
        }
        return sites.profile(format(), lines, source.isBrokenOff());
    }

    private static Site stack(String line, Header header, TextLines lines) throws BadProfile {
        Matcher parts = STACK.matcher(line);
        if (!parts.matches()) {
            throw lines.bad("neither a stack nor " + AddressedSites.MAPPINGS + " " + BadProfile.quoted(line));
        }
        Amount live = Whole.amount(parts.group(2), parts.group(1), lines);
        Amount allocated = header.knowsAllocated() ? Whole.amount(parts.group(4), parts.group(3), lines) : Amount.NONE;
        return header.sampling().unsampled(AddressStack.parse(parts.group(5), lines), allocated, live);
    }

    /**
     * The first line.
     *
     * @param knowsAllocated whether the numbers in brackets are of all allocations; tcmalloc's sampler, which knows
     *     living objects only, repeats these instead
     */
    private record Header(ByteSampling sampling, boolean knowsAllocated) {

        static Header read(TextLines lines) throws IOException {
            String line = lines.nextWhole();
            Matcher parts = HEADER.matcher(line == null ? "" : line);
            if (!parts.matches()) {
                throw BadProfile.atLine(1, "no '" + PREFIX + " ... @ heapprofile' or the like");
            }
            boolean same =
                    parts.group(1).equals(parts.group(3)) && parts.group(2).equals(parts.group(4));
            return new Header(sampling(parts, lines), !isSampledHeap(parts.group(5)) || !same);
        }

        private static boolean isSampledHeap(String kind) {
            return kind.equals("heap_v2") || kind.equals("heapz_v2");
        }

        private static ByteSampling sampling(Matcher parts, TextLines lines) throws BadProfile {
            long period = parts.group(6) == null ? 1 : Whole.of(parts.group(6), lines);
            return switch (parts.group(5)) {
                case "heapprofile", "growth" -> ByteSampling.EVERYTHING;
                case "heap_v2", "heapz_v2" -> new ByteSampling(period);
                case "heap" -> new ByteSampling(period / 2.0); // Go writes twice its rate there
                default ->
                    throw lines.bad("a profile of " + BadProfile.quoted(parts.group(5))
                            + ", not of heapprofile, heap_v2, heap or growth");
            };
        }
    }
}
