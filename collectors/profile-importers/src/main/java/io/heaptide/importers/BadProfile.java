package io.heaptide.importers;

import java.io.IOException;

/** A profile that cannot be understood: what is wrong, and where. */
public final class BadProfile extends IOException {

    private static final long serialVersionUID = 1L;

    private static final int MAX_QUOTED = 80;

    public BadProfile(String what) {
        super(what);
    }

    public BadProfile(String what, Throwable cause) {
        super(what, cause);
    }

    /** What is wrong at a line, the first being 1. */
    public static BadProfile atLine(long line, String what) {
        return new BadProfile("line " + line + ": " + what);
    }

    /** What is wrong at a byte, the first being 0. */
    public static BadProfile atByte(long offset, String what) {
        return new BadProfile("byte " + offset + ": " + what);
    }

    /** Text from a file as a message may quote it: short, on one line, without control characters. */
    public static String quoted(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= MAX_QUOTED
                ? "'" + printable + "'"
                : "'" + printable.substring(0, MAX_QUOTED) + "...'";
    }
}
