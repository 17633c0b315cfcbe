package io.heaptide.core;

/** What became of a reading given to {@link InstanceState#add}. */
public enum AddResult {
    /** Kept in the open pane. */
    ADDED,
    /** Kept, and it closed at least one earlier pane: time to assess. */
    PANE_CLOSED,
    /** Too old: its pane is closed and gone beyond grace. */
    LATE,
    /** The same reading at the same time was kept already. */
    DUPLICATE,
    /** Refused: negative, or so far ahead of the series that its clock must be wrong, or beyond the bound on series. */
    REJECTED;

    /** Whether the reading counts as evidence. */
    public boolean kept() {
        return this == ADDED || this == PANE_CLOSED;
    }
}
