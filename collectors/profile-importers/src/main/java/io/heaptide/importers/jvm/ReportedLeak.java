package io.heaptide.importers.jvm;

import io.heaptide.importers.Amount;
import io.heaptide.importers.Frame;
import io.heaptide.importers.Site;
import io.heaptide.recordings.TypeNames;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The leak that a report is telling of, line by line. */
final class ReportedLeak {

    private static final Pattern RETAINED = Pattern.compile("^(\\d{1,15}) bytes retained by leaking objects$");
    private static final Pattern FOLDED =
            Pattern.compile("^Displaying only 1 leak trace out of (\\d{1,9}) with the same signature$");
    private static final Pattern OWNER = Pattern.compile("^\\s*├─ (\\S+) (?:class|instance|array|thread).*");
    private static final Pattern REFERENCE = Pattern.compile("^\\s*│\\s+↓ (static )?(.+)$");
    private static final Pattern LEAKING = Pattern.compile("^\\s*╰→ (\\S+) (?:class|instance|array|thread).*");

    /** {@code Object[].[0]}, or {@code HashMap["key"]}: positions differ in each run, and keys are nobody's business. */
    private static final Pattern ELEMENT = Pattern.compile("^.+\\[.*]$");

    private final int maxFrames;
    private final Deque<Frame> innermostFirst = new ArrayDeque<>();
    private String owner = "";
    private long retainedBytes;
    private long objects = 1;

    ReportedLeak(int maxFrames) {
        this.maxFrames = maxFrames;
    }

    /** Takes the next line; the leak's site, if that was its last one. */
    Optional<Site> read(String line) {
        Matcher leaking = LEAKING.matcher(line);
        if (leaking.matches()) {
            return Optional.of(end(leaking.group(1)));
        }
        Matcher retained = RETAINED.matcher(line);
        Matcher folded = FOLDED.matcher(line);
        Matcher object = OWNER.matcher(line);
        Matcher reference = REFERENCE.matcher(line);
        if (retained.matches()) {
            retainedBytes = Long.parseLong(retained.group(1));
        } else if (folded.matches()) {
            objects = Long.parseLong(folded.group(1));
        } else if (object.matches()) {
            owner = TypeNames.readable(object.group(1));
        } else if (reference.matches()) {
            refer(reference.group(1) != null, reference.group(2).strip());
        }
        return Optional.empty();
    }

    /** How the class of a static field is reached says nothing about the leak. */
    private void refer(boolean isStatic, String reference) {
        if (isStatic) {
            innermostFirst.clear();
        }
        innermostFirst.addFirst(Frame.named(name(reference)));
        if (innermostFirst.size() > maxFrames) {
            innermostFirst.removeLast();
        }
    }

    /** With its package: the report gives it with the object, but the field with the simple name of its class alone. */
    private String name(String reference) {
        if (ELEMENT.matcher(reference).matches()) {
            return owner + ".element";
        }
        int dot = reference.lastIndexOf('.');
        String declaring = dot < 0 ? "" : reference.substring(0, dot);
        String simple = owner.substring(owner.lastIndexOf('.') + 1);
        return declaring.equals(simple) ? owner + reference.substring(dot) : reference;
    }

    private Site end(String type) {
        List<Frame> frames = innermostFirst.isEmpty() ? List.of(Frame.UNKNOWN) : List.copyOf(innermostFirst);
        Site site = Site.exact(frames, TypeNames.readable(type), Amount.NONE, new Amount(retainedBytes, objects));
        innermostFirst.clear();
        owner = "";
        retainedBytes = 0;
        objects = 1;
        return site;
    }
}
