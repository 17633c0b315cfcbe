package io.heaptide.gateway.profiles;

/**
 * How much text of stacks one request may become. A few bytes of a profile can point at the same long stack again and
 * again, and each time it would be written out.
 */
final class TextBudget {

    /** As long as an identifying text may be; a compiler's longest names are cut. */
    static final int LONGEST_FRAME = 512;

    private static final long CHARS = 8 << 20;

    private long left = CHARS;

    /** Whether there is room for this much more; after one "no" there is none for anything. */
    boolean take(long chars) {
        left = chars <= left ? left - chars : 0;
        return left > 0;
    }

    boolean isSpent() {
        return left == 0;
    }
}
