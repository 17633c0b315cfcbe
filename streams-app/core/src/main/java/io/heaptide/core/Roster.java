package io.heaptide.core;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The series of an instance in the order in which they were first read, with all that follows from their names. A fleet
 * has few different ones, so instances share them: see {@link Rosters}. Immutable but for what it knows of its successors.
 */
final class Roster {
    private static final int UNKNOWN = -1;

    private final Rosters all;
    private final SeriesId[] series;
    private final SignalRole[] roles;
    private final int[][] limits;
    private final int[][] runtimeLimits;
    private final Map<SeriesId, Roster> successors = new ConcurrentHashMap<>(2);

    private Roster(Rosters all, SeriesId[] series, SignalRole[] roles) {
        this.all = all;
        this.series = series;
        this.roles = roles;
        this.limits = limits(limit -> true);
        this.runtimeLimits = limits(limit -> LimitScope.isOfRuntime(series[limit]));
    }

    /** Of an instance that nothing was read of yet. */
    static Roster none(Rosters all) {
        return new Roster(all, new SeriesId[0], new SignalRole[0]);
    }

    private int[][] limits(IntPredicate counts) {
        int[][] binding = new int[series.length][];
        for (int slot = 0; slot < series.length; slot++) {
            SeriesId usage = series[slot];
            binding[slot] = IntStream.range(0, series.length)
                    .filter(limit -> roles[limit] == SignalRole.LIMIT && LimitScope.binds(series[limit], usage))
                    .filter(counts)
                    .toArray();
        }
        return binding;
    }

    int size() {
        return series.length;
    }

    SeriesId idAt(int slot) {
        return series[slot];
    }

    SignalRole roleAt(int slot) {
        return roles[slot];
    }

    /** Slots of the limits that bind a series. */
    int[] limitsOf(int slot) {
        return limits[slot];
    }

    /** Slots of the limits that the series' own runtime sets. */
    int[] runtimeLimitsOf(int slot) {
        return runtimeLimits[slot];
    }

    /** Where a series stands, negative if it is not among these. */
    int find(SeriesId wanted) {
        for (int slot = 0; slot < series.length; slot++) {
            if (series[slot].equals(wanted)) {
                return slot;
            }
        }
        return UNKNOWN;
    }

    /** These and one more. */
    Roster with(SeriesId another) {
        @Nullable Roster known = successors.get(another);
        return known != null ? known : all.admits() ? successors.computeIfAbsent(another, this::grown) : grown(another);
    }

    private Roster grown(SeriesId another) {
        SeriesId[] more = Arrays.copyOf(series, series.length + 1);
        SignalRole[] moreRoles = Arrays.copyOf(roles, series.length + 1);
        more[series.length] = another;
        moreRoles[series.length] = SignalRole.of(another);
        return new Roster(all, more, moreRoles);
    }
}
