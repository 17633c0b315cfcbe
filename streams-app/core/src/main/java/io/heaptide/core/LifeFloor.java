package io.heaptide.core;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The floor of one life as its envelope still knows it, by age and up to now.
 *
 * @param birthPane base pane of the first reading, or of the start where that is known to be earlier
 * @param endPane base pane of the assessment, exclusive
 */
record LifeFloor(
        Envelope envelope, SignalRole role, long birthPane, long endPane, OptionalDouble limit, DetectorPolicy policy) {
    /** Quarters of a stretch: what jumps is in two neighbouring rises at most, what leaks in all three. */
    static final int QUARTERS = 4;

    private static final float[] UNKNOWN = {};

    /** Cells of a wider ring that a quarter needs: its ends do not fall on the life's own. */
    private static final int LEAST_CELLS = 2;

    /** Of an instance by one of its series; empty where a managed heap grows within that series and does not say how. */
    static Optional<LifeFloor> of(InstanceState state, SeriesId deciding, long atMillis, DetectorPolicy policy) {
        int slot = state.slot(deciding);
        SeriesState series = state.stateAt(slot);
        if (series.role().compareTo(SignalRole.NON_HEAP) > 0 && hasHeap(state)) {
            return Optional.empty();
        }
        long started = state.life().startedAtMillis();
        long began = started > 0 ? Math.min(started, series.firstMillis()) : series.firstMillis();
        return Optional.of(new LifeFloor(
                series.envelope(),
                series.role(),
                Math.floorDiv(began, policy.paneMillis()),
                Math.floorDiv(atMillis, policy.paneMillis()),
                state.limitOf(slot),
                policy));
    }

    private static boolean hasHeap(InstanceState state) {
        for (int slot = 0; slot < state.size(); slot++) {
            if (state.stateAt(slot).role().isHeap()) {
                return true;
            }
        }
        return false;
    }

    /** Panes lived. */
    long age() {
        return endPane - birthPane;
    }

    private long settledPane() {
        return birthPane + policy.settlePanes();
    }

    /** Room above the least floor since this life settled, empty if there is none. */
    Room room() {
        double low = envelope.lowBetween(settledPane(), endPane);
        if (Double.isNaN(low)) {
            return Room.EMPTY;
        }
        Headroom headroom = headroomAbove(low);
        return Room.of(headroom, limit.isPresent());
    }

    /** Floors of the quarters of a stretch that begins at an age, empty if it is not over or no longer known. */
    float[] sinceAge(int age, int panes) {
        for (int level = 0; level < Envelope.levels(); level++) {
            int width = Envelope.width(level);
            int cells = cellsOfQuarter(panes, width);
            long first = -Math.floorDiv(-(birthPane + age), (long) width);
            if (reaches(level, first) && cells > 0) {
                boolean isOver = (first + (long) QUARTERS * cells) * width <= endPane;
                return isOver ? quarters(level, first, cells) : UNKNOWN;
            }
        }
        return UNKNOWN;
    }

    /** The rises over a stretch that ends now, empty if this life has not settled for as long before it. */
    RiseSums upToNow(int panes) {
        for (int level = 0; level < Envelope.levels(); level++) {
            int width = Envelope.width(level);
            int cells = cellsOfQuarter(panes, width);
            long first = Math.floorDiv(endPane, (long) width) - (long) QUARTERS * cells;
            if (reaches(level, first) && cells > 0) {
                boolean hasBefore = 2 * first * width >= endPane + settledPane();
                return hasBefore ? rises(quarters(level, first, cells)) : RiseSums.EMPTY;
            }
        }
        return RiseSums.EMPTY;
    }

    /** 0 if a ring is too coarse for it. */
    private static int cellsOfQuarter(int panes, int width) {
        int cells = Math.round(panes / (float) (QUARTERS * width));
        return width == 1 || cells >= LEAST_CELLS ? cells : 0;
    }

    private boolean reaches(int level, long first) {
        return !envelope.isEmpty()
                && first > Math.floorDiv(envelope.newestPane(), (long) Envelope.width(level)) - Envelope.kept(level);
    }

    private float[] quarters(int level, long first, int cells) {
        float[] floors = new float[QUARTERS];
        for (int quarter = 0; quarter < QUARTERS; quarter++) {
            floors[quarter] = least(level, first + (long) quarter * cells, cells);
        }
        return floors;
    }

    /** From one quarter to another, empty where one is not known. */
    RiseSums rises(float[] quarters) {
        if (quarters.length == 0 || Float.isNaN(quarters[0] + quarters[1] + quarters[2] + quarters[3])) {
            return RiseSums.EMPTY;
        }
        double room = headroomAbove(quarters[0]).bytes();
        return RiseSums.of(
                (quarters[1] - quarters[0]) / room,
                (quarters[3] - quarters[2]) / room,
                (quarters[3] - quarters[0]) / room);
    }

    /** The levels of those that are known, for a heap whose floor only a collection shows. */
    LevelSums levels(float[] quarters) {
        return quarters.length == 0 || limit.isEmpty() || !role.isSeldomRead()
                ? LevelSums.EMPTY
                : LevelSums.of(quarters, limit.getAsDouble());
    }

    private float least(int level, long first, int cells) {
        float least = Float.NaN;
        for (long index = first; index < first + cells; index++) {
            float floor = role == SignalRole.RAW_HEAP && !envelope.marked(level, index)
                    ? Float.NaN
                    : envelope.floor(level, index);
            if (!(floor >= least)) {
                least = Float.isNaN(floor) ? least : floor;
            }
        }
        return least;
    }

    private Headroom headroomAbove(double base) {
        return Headroom.above(base, limit, policy.headroomLevels());
    }
}
