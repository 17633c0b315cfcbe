package io.heaptide.queries;

/**
 * How a table looks.
 *
 * @param colour whether verdicts and states are coloured with ANSI sequences
 * @param longestCell columns of the terminal that a cell may take; what is longer is cut with an ellipsis
 */
public record TableStyle(boolean colour, int longestCell) {

    private static final int DEFAULT_LONGEST_CELL = 48;

    public TableStyle {
        if (longestCell < 8) {
            throw new IllegalArgumentException("table.longest-cell must be at least 8, got " + longestCell);
        }
    }

    /** For a file or a pipe. */
    public static TableStyle plain() {
        return new TableStyle(false, DEFAULT_LONGEST_CELL);
    }

    /** For a terminal. */
    public static TableStyle coloured() {
        return new TableStyle(true, DEFAULT_LONGEST_CELL);
    }
}
