package io.heaptide.core;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Mergeable sums of the levels of lives in the quarters of one stretch, as shares of their limits, for floors so seldom seen
 * that hardly a life shows more than one: pods that are collected once. Each life lasted the whole stretch, so that the
 * quarters are of the same lives but for when their collections happened to be. Weaker than {@link RiseSums}, as lives
 * differ in size. Whole numbers as there. Immutable.
 */
final class LevelSums implements Rises {
    static final LevelSums EMPTY =
            new LevelSums(0, new int[LifeFloor.QUARTERS], new long[LifeFloor.QUARTERS], new long[LifeFloor.QUARTERS]);

    /** Levels in each quarter that a mean needs. */
    private static final int LEAST = 2;

    /** From the middle of the first quarter to that of the last is three quarters of a stretch. */
    private static final double WHOLE = LifeFloor.QUARTERS / (LifeFloor.QUARTERS - 1.0);

    private final int seen;
    private final int[] counts;
    private final long[] sums;
    private final long[] squares;

    private LevelSums(int seen, int[] counts, long[] sums, long[] squares) {
        this.seen = seen;
        this.counts = counts;
        this.sums = sums;
        this.squares = squares;
    }

    /**
     * Of one life.
     *
     * @param floors of the quarters, NaN where none was seen
     */
    static LevelSums of(float[] floors, double limitBytes) {
        LevelSums one = new LevelSums(
                1, new int[LifeFloor.QUARTERS], new long[LifeFloor.QUARTERS], new long[LifeFloor.QUARTERS]);
        for (int quarter = 0; quarter < LifeFloor.QUARTERS; quarter++) {
            if (!Float.isNaN(floors[quarter])) {
                long level = Math.round(RiseSums.UNITS * Math.min(1, floors[quarter] / limitBytes));
                one.counts[quarter] = 1;
                one.sums[quarter] = level;
                one.squares[quarter] = level * level;
            }
        }
        return one;
    }

    LevelSums merge(LevelSums other) {
        if (seen == 0 || other.seen == 0) {
            return seen == 0 ? other : this;
        }
        LevelSums sum = new LevelSums(seen + other.seen, counts.clone(), sums.clone(), squares.clone());
        for (int quarter = 0; quarter < LifeFloor.QUARTERS; quarter++) {
            sum.counts[quarter] += other.counts[quarter];
            sum.sums[quarter] += other.sums[quarter];
            sum.squares[quarter] += other.squares[quarter];
        }
        return sum;
    }

    boolean isEmpty() {
        return seen == 0;
    }

    @Override
    public int lives() {
        for (int count : counts) {
            if (count < LEAST) {
                return 0;
            }
        }
        return seen;
    }

    @Override
    public double degrees() {
        return Math.max(1, levels() - LifeFloor.QUARTERS);
    }

    private int levels() {
        int levels = 0;
        for (int count : counts) {
            levels += count;
        }
        return levels;
    }

    @Override
    public double growth() {
        return WHOLE * rise(0, LifeFloor.QUARTERS - 1);
    }

    @Override
    public double growthError() {
        return WHOLE * error(0, LifeFloor.QUARTERS - 1);
    }

    @Override
    public double meanEarly() {
        return rise(0, 1);
    }

    @Override
    public double earlyOverError() {
        return Math.max(0, meanEarly()) / error(0, 1);
    }

    private double late() {
        return rise(LifeFloor.QUARTERS - 2, LifeFloor.QUARTERS - 1);
    }

    private double lateError() {
        return error(LifeFloor.QUARTERS - 2, LifeFloor.QUARTERS - 1);
    }

    @Override
    public double lateOverError() {
        return Math.max(0, late()) / lateError();
    }

    @Override
    public double leastShare() {
        double whole = rise(0, LifeFloor.QUARTERS - 1);
        return whole > 0 ? Math.min(meanEarly(), late()) / whole : 0;
    }

    @Override
    public double lateOverEarly() {
        return meanEarly() > 0 ? late() / meanEarly() : late() > 0 ? Double.POSITIVE_INFINITY : 0;
    }

    /** Of a ratio of two means that have no quarter in common. */
    @Override
    public double lateOverEarlyError() {
        return lives() == 0 || meanEarly() <= 0
                ? 0
                : Math.hypot(lateError(), lateOverEarly() * error(0, 1)) / meanEarly();
    }

    /** As a share of the mean way to the limit, which is no less than headroom. */
    private double rise(int from, int to) {
        return lives() == 0 ? 0 : (mean(to) - mean(from)) / room();
    }

    /** Of the difference of two means, with the variance that all quarters share. */
    private double error(int from, int to) {
        if (lives() == 0) {
            return Double.POSITIVE_INFINITY;
        }
        double within = 0;
        for (int quarter = 0; quarter < LifeFloor.QUARTERS; quarter++) {
            within += squares[quarter] - mean(quarter) * sums[quarter];
        }
        double variance = Math.max(1, within / degrees());
        return Math.sqrt(variance * (1.0 / counts[from] + 1.0 / counts[to])) / room();
    }

    private double mean(int quarter) {
        return sums[quarter] / (double) counts[quarter];
    }

    private double room() {
        return Math.max(1, RiseSums.UNITS - mean(0));
    }

    void writeTo(DataOutput out) throws IOException {
        Wire.writeNumber(out, seen);
        for (int quarter = 0; quarter < LifeFloor.QUARTERS && seen > 0; quarter++) {
            Wire.writeNumber(out, counts[quarter]);
            Wire.writeNumber(out, sums[quarter]);
            Wire.writeNumber(out, squares[quarter]);
        }
    }

    static LevelSums readFrom(DataInput in) throws IOException {
        int seen = Wire.readCount(in);
        if (seen == 0) {
            return EMPTY;
        }
        LevelSums read = new LevelSums(
                seen, new int[LifeFloor.QUARTERS], new long[LifeFloor.QUARTERS], new long[LifeFloor.QUARTERS]);
        for (int quarter = 0; quarter < LifeFloor.QUARTERS; quarter++) {
            read.counts[quarter] = Wire.readCount(in);
            read.sums[quarter] = Wire.readNumber(in);
            read.squares[quarter] = Wire.readNumber(in);
        }
        return read;
    }
}
