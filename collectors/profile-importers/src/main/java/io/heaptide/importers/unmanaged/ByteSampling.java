package io.heaptide.importers.unmanaged;

import io.heaptide.importers.Amount;
import io.heaptide.importers.Frame;
import io.heaptide.importers.Site;
import java.util.List;

/**
 * Allocations of which one is recorded every so many bytes, at random: an object of {@code s} bytes with probability {@code
 * p = 1 - exp(-s / interval)}. Each stack is scaled by its own mean size, since small objects are missed more often than
 * large ones: scaling a sum of stacks would be wrong. The variance of the estimate is {@code n s^2 (1 - p) / p^2}.
 *
 * <p>Horvitz and Thompson (1952), doi:10.2307/2280784; the same factor as in pprof's {@code scaleHeapSample} and jeprof's
 * {@code AdjustSamples}.
 *
 * @param intervalBytes mean distance of two samples; at most 1 if every allocation is recorded
 */
record ByteSampling(double intervalBytes) {

    static final ByteSampling EVERYTHING = new ByteSampling(1);

    /** Estimates of one stack from what was recorded of it. */
    Site unsampled(List<Frame> frames, Amount allocated, Amount live) {
        return new Site(
                frames, "", allocated.times(1 / share(allocated)), live.times(1 / share(live)), standardError(live));
    }

    /** Which share of such objects is recorded. */
    private double share(Amount recorded) {
        if (intervalBytes <= 1 || recorded.bytes() == 0 || recorded.count() == 0) {
            return 1;
        }
        return -Math.expm1(-recorded.bytes() / recorded.count() / intervalBytes);
    }

    /** The standard error of bytes that the profiler has scaled already. */
    double standardErrorOfEstimate(Amount estimated) {
        double share = share(estimated);
        return share == 1 ? 0 : estimated.bytes() * Math.sqrt((1 - share) / (estimated.count() * share));
    }

    private double standardError(Amount recorded) {
        double share = share(recorded);
        return share == 1 ? 0 : recorded.bytes() / share * Math.sqrt((1 - share) / recorded.count());
    }
}
