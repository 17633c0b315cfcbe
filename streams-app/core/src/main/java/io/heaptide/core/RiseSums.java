package io.heaptide.core;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Mergeable sums of how lives rose over one stretch, as shares of each life's own headroom: early, from its first quarter
 * to its second, late, from its third to its last, and as a whole. A jump may be in two neighbouring rises, never in the
 * first and the last. A life counts once, so its floors may hang together as they like. Whole numbers of a
 * {@value #UNITS}th, so that sums are the same in whatever order.
 *
 * @param lives lives that were seen over the whole stretch
 * @param whole sum of the rises from the first quarter to the last
 * @param early2 sum of the squares of early rises
 * @param cross sum of early times late
 */
record RiseSums(int lives, long early, long late, long whole, long early2, long cross, long late2, long whole2)
        implements Rises {
    static final RiseSums EMPTY = new RiseSums(0, 0, 0, 0, 0, 0, 0, 0);

    /** Of headroom: much finer than any noise. */
    static final int UNITS = 8192;

    /** Rises beyond so many headrooms count as so many: their squares must not fill a sum. */
    private static final double MOST = 16;

    /** Of a mean in units: what rounding leaves undecided. */
    private static final double LEAST_ERROR = 0.5;

    /** From the middle of the first quarter to that of the last is three quarters of a stretch. */
    private static final double QUARTERS = 4 / 3.0;

    /** Of one life. */
    static RiseSums of(double early, double late, double whole) {
        return ofUnits(units(early), units(late), units(whole));
    }

    private static RiseSums ofUnits(long early, long late, long whole) {
        return new RiseSums(1, early, late, whole, early * early, early * late, late * late, whole * whole);
    }

    private static long units(double share) {
        return Math.round(UNITS * Math.max(-MOST, Math.min(MOST, share)));
    }

    RiseSums merge(RiseSums other) {
        if (lives == 0 || other.lives == 0) {
            return lives == 0 ? other : this;
        }
        return new RiseSums(
                lives + other.lives,
                early + other.early,
                late + other.late,
                whole + other.whole,
                early2 + other.early2,
                cross + other.cross,
                late2 + other.late2,
                whole2 + other.whole2);
    }

    @Override
    public double degrees() {
        return Math.max(1, lives - 1.0);
    }

    @Override
    public double growth() {
        return lives == 0 ? 0 : QUARTERS * whole / UNITS / lives;
    }

    /** Clustered by life; infinite for less than two. */
    @Override
    public double growthError() {
        return QUARTERS * error(whole, whole2) / UNITS;
    }

    @Override
    public double meanEarly() {
        return lives == 0 ? 0 : early / (double) UNITS / lives;
    }

    @Override
    public double earlyOverError() {
        return overError(early, early2);
    }

    @Override
    public double lateOverError() {
        return overError(late, late2);
    }

    @Override
    public double leastShare() {
        return whole > 0 ? Math.min(early, late) / (double) whole : 0;
    }

    @Override
    public double lateOverEarly() {
        return early > 0 ? late / (double) early : late > 0 ? Double.POSITIVE_INFINITY : 0;
    }

    /** That of a ratio of sums over clusters. Cochran (1977), Sampling Techniques, 6.4. */
    @Override
    public double lateOverEarlyError() {
        if (lives < 2 || early <= 0) {
            return 0;
        }
        double ratio = late / (double) early;
        double off = Math.max(0, late2 - 2 * ratio * cross + ratio * ratio * early2);
        return Math.sqrt(off * lives / (lives - 1.0)) / early;
    }

    private double overError(long sum, long squares) {
        return sum <= 0 ? 0 : sum / (double) lives / Math.max(LEAST_ERROR, error(sum, squares));
    }

    private double error(long sum, long squares) {
        return lives < 2
                ? Double.POSITIVE_INFINITY
                : Math.sqrt(Math.max(0, squares - (double) sum * sum / lives) / (lives - 1.0) / lives);
    }

    void writeTo(DataOutput out) throws IOException {
        Wire.writeNumber(out, lives);
        if (lives > 0) {
            Wire.writeNumber(out, early);
            Wire.writeNumber(out, late);
            Wire.writeNumber(out, whole);
        }
        if (lives > 1) {
            Wire.writeNumber(out, early2);
            Wire.writeNumber(out, cross);
            Wire.writeNumber(out, late2);
            Wire.writeNumber(out, whole2);
        }
    }

    static RiseSums readFrom(DataInput in) throws IOException {
        int lives = Wire.readCount(in);
        if (lives == 0) {
            return EMPTY;
        }
        long early = Wire.readNumber(in);
        long late = Wire.readNumber(in);
        long whole = Wire.readNumber(in);
        return lives == 1
                ? ofUnits(early, late, whole)
                : new RiseSums(
                        lives,
                        early,
                        late,
                        whole,
                        Wire.readNumber(in),
                        Wire.readNumber(in),
                        Wire.readNumber(in),
                        Wire.readNumber(in));
    }
}
