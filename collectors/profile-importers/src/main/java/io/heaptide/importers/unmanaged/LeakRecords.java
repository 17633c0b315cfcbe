package io.heaptide.importers.unmanaged;

import io.heaptide.importers.Amount;
import io.heaptide.importers.BadProfile;
import io.heaptide.importers.Frame;
import io.heaptide.importers.ImportPolicy;
import io.heaptide.importers.Site;
import io.heaptide.importers.SiteTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/**
 * Memcheck's loss records.
 *
 * <p>What a lost block refers to is indirectly lost: its bytes stand in its own record, if the user asked for those, and
 * again in the record of the block that refers to it. Where the file has them all, each block counts where it was
 * allocated, as every other profiler has it; else the referring block stands for them.
 */
final class LeakRecords {

    private static final String INDIRECT = "Leak_IndirectlyLost";

    /** Everything that was still allocated at the end. */
    static final Predicate<String> ALL = kind -> kind.startsWith("Leak_");

    /** What nothing refers to any more; only what is definitely lost loses others with it. */
    static final Predicate<String> DEFINITE = Set.of("Leak_DefinitelyLost", INDIRECT)::contains;

    private static final Pattern BOTH = Pattern.compile("\\(([\\d,]+) direct, ([\\d,]+) indirect\\)");

    /** No program loses as much: 57 bits are all that can be addressed. */
    private static final long MAX_BYTES = 1L << 57;

    private final ImportPolicy policy;
    private final Predicate<String> kinds;
    private final SiteTable whole;
    private final SiteTable apart;
    private double owedIndirectly;
    private double lostIndirectly;

    LeakRecords(ImportPolicy policy, Predicate<String> kinds) {
        this.policy = policy;
        this.kinds = kinds;
        this.whole = new SiteTable(policy);
        this.apart = new SiteTable(policy);
    }

    /** Reads the {@code error} element that was entered last. */
    void read(XmlElements xml) throws XMLStreamException, BadProfile {
        String kind = "";
        Loss loss = new Loss(0, 0, 0);
        List<Frame> stack = List.of();
        for (@Nullable String element = xml.enterChild(); element != null; element = xml.enterChild()) {
            switch (element) {
                case "kind" -> kind = xml.text();
                case "xwhat" -> loss = loss(xml);
                case "stack" -> stack = stack.isEmpty() ? stack(xml) : skipped(xml, stack);
                default -> xml.skip();
            }
        }
        if (kinds.test(kind)) {
            add(kind, loss, stack.isEmpty() ? List.of(Frame.UNKNOWN) : stack);
        }
    }

    List<Site> sites() {
        return isTold() ? apart.sites() : whole.sites();
    }

    Optional<String> missing() {
        return isTold() ? apart.missing() : whole.missing();
    }

    /** Whether the records of indirect losses account for all that the other records owe. */
    private boolean isTold() {
        return lostIndirectly == owedIndirectly;
    }

    private void add(String kind, Loss loss, List<Frame> stack) {
        if (kind.equals(INDIRECT)) {
            lostIndirectly += loss.bytes();
            apart.add(site(stack, loss.bytes(), loss.blocks()));
        } else {
            owedIndirectly += loss.indirect();
            apart.add(site(stack, loss.bytes() - loss.indirect(), loss.blocks()));
            whole.add(site(stack, loss.bytes(), loss.blocks()));
        }
    }

    private static Site site(List<Frame> stack, long bytes, long blocks) {
        return Site.exact(stack, "", Amount.NONE, new Amount(bytes, blocks));
    }

    /** @param indirect that part of the bytes which the blocks only refer to */
    private record Loss(long bytes, long blocks, long indirect) {}

    private static Loss loss(XmlElements xml) throws XMLStreamException, BadProfile {
        long bytes = 0;
        long blocks = 0;
        long indirect = 0;
        for (@Nullable String element = xml.enterChild(); element != null; element = xml.enterChild()) {
            switch (element) {
                case "leakedbytes" -> bytes = number(xml.text(), xml);
                case "leakedblocks" -> blocks = number(xml.text(), xml);
                case "text" -> {
                    Matcher both = BOTH.matcher(xml.text());
                    indirect = both.find() ? number(both.group(2), xml) : 0;
                }
                default -> xml.skip();
            }
        }
        return new Loss(bytes, blocks, Math.min(indirect, bytes));
    }

    private static long number(String digits, XmlElements xml) throws BadProfile {
        try {
            long number = Long.parseLong(digits.replace(",", ""));
            if (number >= 0 && number <= MAX_BYTES) {
                return number;
            }
        } catch (NumberFormatException notEvenALong) {
            // refused with the rest
        }
        throw BadProfile.atLine(xml.line(), BadProfile.quoted(digits) + " is no number of bytes or blocks");
    }

    private static List<Frame> skipped(XmlElements xml, List<Frame> stack) throws XMLStreamException, BadProfile {
        xml.skip();
        return stack;
    }

    private List<Frame> stack(XmlElements xml) throws XMLStreamException, BadProfile {
        List<Frame> frames = new ArrayList<>();
        for (@Nullable String element = xml.enterChild(); element != null; element = xml.enterChild()) {
            Frame frame = LeakFrame.read(xml).frame();
            if (frames.size() < policy.maxFrames()) {
                frames.add(frame);
            }
        }
        return frames;
    }
}
