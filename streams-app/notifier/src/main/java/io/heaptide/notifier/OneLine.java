package io.heaptide.notifier;

/** Text from outside made fit to show: one line, no control or direction characters, cut at a whole character. */
final class OneLine {

    private static final String CUT = "…";
    private static final int ZERO_WIDTH_JOINER = 0x200D; // holds compound emoji together

    private OneLine() {}

    /** The text in at most {@code maxChars} UTF-16 units, with an ellipsis where it was cut. */
    static String of(String text, int maxChars) {
        String line = flatten(text, 4 * maxChars);
        return line.length() <= maxChars ? line : cut(line, maxChars - CUT.length()) + CUT;
    }

    /** At most {@code maxChars} of the text, never half a character. */
    static String cut(String text, int maxChars) {
        if (text.length() <= maxChars) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(maxChars - 1)) ? maxChars - 1 : maxChars;
        return text.substring(0, end);
    }

    private static String flatten(String text, int enough) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), enough));
        text.codePoints()
                .limit(enough)
                .map(OneLine::shown)
                .filter(c -> c >= 0)
                .filter(c -> c != ' ' || !endsWithSpace(line))
                .forEachOrdered(line::appendCodePoint);
        return line.toString().strip();
    }

    private static boolean endsWithSpace(StringBuilder line) {
        return line.isEmpty() || line.charAt(line.length() - 1) == ' ';
    }

    /** The character to show for one, or -1 for none. */
    private static int shown(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> ' ';
            case Character.FORMAT -> codePoint == ZERO_WIDTH_JOINER ? codePoint : -1;
            case Character.SURROGATE, Character.UNASSIGNED -> -1;
            default -> codePoint;
        };
    }
}
