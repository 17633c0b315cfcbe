package io.heaptide.gate;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One thing that was judged, with its reason. Names come from programs and may hold anything; what no terminal and no XML
 * can take is blanked here, once.
 *
 * @param check which rule judged: kebab-case
 * @param name what was judged: a site, a service
 * @param status the judgement
 * @param message why, in a sentence with its numbers
 * @param culprit the code to look at, if it is known
 */
public record GateCase(String check, String name, Status status, String message, Optional<Culprit> culprit) {

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cs}\\uFFFE\\uFFFF]");

    /** How a case was judged. */
    public enum Status {
        /** Within what is allowed. */
        PASSED,
        /** Beyond it, but known or asked for. */
        TOLERATED,
        /** Beyond it. */
        FAILED,
        /** Nothing can be said. */
        UNDECIDED
    }

    /**
     * The code to look at.
     *
     * @param fingerprint of the allocation site
     * @param type of the objects, empty if unknown
     * @param frames innermost first
     * @param place of the frame that is blamed, if it is known
     */
    public record Culprit(String fingerprint, String type, List<String> frames, Optional<SourcePlace> place) {

        public Culprit {
            type = printable(type);
            frames = frames.stream().map(GateCase::printable).toList();
        }
    }

    public GateCase {
        if (check.isBlank()) {
            throw new IllegalArgumentException("check must not be blank");
        }
        name = printable(name);
        message = printable(message);
    }

    /** A case without code to look at. */
    public static GateCase of(String check, String name, Status status, String message) {
        return new GateCase(check, name, status, message, Optional.empty());
    }

    /** Whether it keeps a build from passing. */
    public boolean isInTheWay() {
        return status == Status.FAILED || status == Status.UNDECIDED;
    }

    private static String printable(String text) {
        return UNPRINTABLE.matcher(text).replaceAll(" ");
    }
}
