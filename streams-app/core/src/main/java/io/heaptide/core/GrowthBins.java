package io.heaptide.core;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A distribution of growths as shares of headroom, in bins that widen by the square root of two: quartiles of it do not
 * care about a bad instance or two, which mean and variance do. Immutable, mergeable, bounded.
 */
final class GrowthBins {
    /** Growth below it is in the middle bin, whatever its sign. */
    private static final double FINEST = 0.01;

    /** Bins on either side: up to 1.28 of headroom. */
    private static final int SIDE = 15;

    /** Quartiles of a normal distribution are this many standard deviations apart. */
    private static final double QUARTILES_APART = 1.349;

    static final GrowthBins EMPTY = new GrowthBins(new int[2 * SIDE + 1], 0);

    private final int[] counts;
    private final int total;

    private GrowthBins(int[] counts, int total) {
        this.counts = counts;
        this.total = total;
    }

    static GrowthBins of(double growth) {
        int[] counts = new int[2 * SIDE + 1];
        counts[bin(growth)] = 1;
        return new GrowthBins(counts, 1);
    }

    private static int bin(double growth) {
        double size = Math.abs(growth) / FINEST;
        int steps = size < 1 ? 0 : Math.min(SIDE, 1 + (int) (2 * Math.log(size) / Math.log(2)));
        return SIDE + (growth < 0 ? -steps : steps);
    }

    /** The middle of a bin. */
    private static double growth(int bin) {
        int steps = Math.abs(bin - SIDE);
        return steps == 0 ? 0 : Math.signum(bin - SIDE) * FINEST * Math.pow(2, (steps - 0.5) / 2);
    }

    GrowthBins merge(GrowthBins other) {
        if (total == 0 || other.total == 0) {
            return total == 0 ? other : this;
        }
        int[] sum = counts.clone();
        for (int bin = 0; bin < sum.length; bin++) {
            sum[bin] += other.counts[bin];
        }
        return new GrowthBins(sum, total + other.total);
    }

    int total() {
        return total;
    }

    double median() {
        return quantile(0.5);
    }

    /** Standard deviation of a normal distribution with these quartiles. */
    double spread() {
        return (quantile(0.75) - quantile(0.25)) / QUARTILES_APART;
    }

    private double quantile(double share) {
        int left = (int) Math.ceil(share * total);
        int bin = 0;
        while (bin < counts.length - 1 && left > counts[bin]) {
            left -= counts[bin++];
        }
        return growth(bin);
    }

    void writeTo(DataOutput out) throws IOException {
        int last = counts.length;
        while (last > 0 && counts[last - 1] == 0) {
            last--;
        }
        int first = 0;
        while (first < last && counts[first] == 0) {
            first++;
        }
        out.writeByte(first);
        out.writeByte(last);
        for (int bin = first; bin < last; bin++) {
            Wire.writeNumber(out, counts[bin]);
        }
    }

    static GrowthBins readFrom(DataInput in) throws IOException {
        int[] counts = new int[2 * SIDE + 1];
        int first = in.readUnsignedByte();
        int last = in.readUnsignedByte();
        if (last > counts.length) {
            throw new IOException("bins must be at most " + counts.length + ", got " + last);
        }
        int total = 0;
        for (int bin = first; bin < last; bin++) {
            counts[bin] = Wire.readCount(in);
            total += counts[bin];
        }
        return new GrowthBins(counts, total);
    }
}
