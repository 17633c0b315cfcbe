package io.heaptide.queries;

import org.jline.utils.WCWidth;

/**
 * Text as a terminal shows it.
 *
 * @param text without anything that could move the cursor or change the direction of writing
 * @param width how many columns of the terminal it takes
 */
record Cell(String text, int width) {

    private static final String ELLIPSIS = "…";

    /** Makes any text fit to print: a service can call itself what it likes, escape sequences included. */
    static Cell of(String raw) {
        StringBuilder text = new StringBuilder();
        raw.codePoints().forEach(point -> appendSafely(text, point));
        String safe = text.toString();
        return new Cell(safe, width(safe));
    }

    /** The same text in no more than so many columns. */
    Cell cutTo(int longest) {
        if (width <= longest) {
            return this;
        }
        StringBuilder kept = new StringBuilder();
        int keptWidth = 0;
        int[] points = text.codePoints().toArray();
        for (int i = 0; i < points.length && keptWidth + width(points[i]) < longest; i++) {
            kept.appendCodePoint(points[i]);
            keptWidth += width(points[i]);
        }
        return new Cell(kept + ELLIPSIS, keptWidth + 1);
    }

    String paddedRight(int columns) {
        return text + " ".repeat(columns - width);
    }

    String paddedLeft(int columns) {
        return " ".repeat(columns - width) + text;
    }

    private static void appendSafely(StringBuilder text, int point) {
        switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> text.append("\\u%04x".formatted(point));
            default -> text.appendCodePoint(point);
        }
    }

    private static int width(String text) {
        return text.codePoints().map(Cell::width).sum();
    }

    private static int width(int point) {
        return Math.max(0, WCWidth.wcwidth(point));
    }
}
