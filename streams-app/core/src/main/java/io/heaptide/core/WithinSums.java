package io.heaptide.core;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A pooled within-instance slope: only how each instance moves about its own mean counts, so instances that come or go
 * move nothing. The variance is clustered by instance: Liang and Zeger (1986), doi:10.1093/biomet/73.1.13.
 *
 * @param clusters instances
 * @param sxx sum over instances of their Sxx
 * @param sxy sum of their Sxy
 * @param sxy2 sum of the squares of their Sxy
 * @param sxySxx sum of their Sxy times their Sxx
 * @param sxx2 sum of the squares of their Sxx
 */
record WithinSums(long clusters, double sxx, double sxy, double sxy2, double sxySxx, double sxx2) {
    static final WithinSums EMPTY = new WithinSums(0, 0, 0, 0, 0, 0);

    static WithinSums of(RegressionSums one) {
        return one.sxx() > 0 ? ofOne(one.sxx(), one.sxy()) : EMPTY;
    }

    private static WithinSums ofOne(double sxx, double sxy) {
        return new WithinSums(1, sxx, sxy, sxy * sxy, sxy * sxx, sxx * sxx);
    }

    WithinSums merge(WithinSums other) {
        return new WithinSums(
                clusters + other.clusters,
                sxx + other.sxx,
                sxy + other.sxy,
                sxy2 + other.sxy2,
                sxySxx + other.sxySxx,
                sxx2 + other.sxx2);
    }

    /** The slope with its interval; with a single instance there is nothing to tell its error from. */
    Slope slope() {
        if (clusters == 0) {
            return Slope.NONE;
        }
        double mid = sxy / sxx;
        double spread = StudentT.Z_95 * standardError();
        return new Slope(mid - spread, mid, mid + spread);
    }

    /** Sum over instances of (Sxy - b Sxx) squared, from sums alone, with the small-sample factor G / (G - 1). */
    double standardError() {
        if (clusters < 2) {
            return 0;
        }
        double mid = sxy / sxx;
        double meat = Math.max(0, sxy2 - 2 * mid * sxySxx + mid * mid * sxx2);
        return Math.sqrt(meat * clusters / (clusters - 1.0)) / sxx;
    }

    void writeTo(DataOutput out) throws IOException {
        Wire.writeNumber(out, clusters);
        if (clusters == 0) {
            return;
        }
        out.writeDouble(sxx);
        out.writeDouble(sxy);
        if (clusters == 1) {
            return; // the products follow
        }
        out.writeDouble(sxy2);
        out.writeDouble(sxySxx);
        out.writeDouble(sxx2);
    }

    static WithinSums readFrom(DataInput in) throws IOException {
        long clusters = Wire.readNumber(in);
        if (clusters == 0) {
            return EMPTY;
        }
        double sxx = in.readDouble();
        double sxy = in.readDouble();
        return clusters == 1
                ? ofOne(sxx, sxy)
                : new WithinSums(clusters, sxx, sxy, in.readDouble(), in.readDouble(), in.readDouble());
    }
}
