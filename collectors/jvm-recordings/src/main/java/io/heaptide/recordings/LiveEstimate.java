package io.heaptide.recordings;

import java.util.List;
import java.util.PrimitiveIterator;

/**
 * How many live bytes one surviving sample stands for.
 *
 * <p>A profiler samples about every n-th allocated byte, so each sample stands for equally many bytes, except an object
 * larger than that, which cannot be missed and stands for itself. Threshold sampling: Duffield, Lund, Thorup (2005),
 * doi:10.1109/TIT.2005.850042
 *
 * @param threshold bytes a sampled object stands for; larger ones stand for themselves
 * @param sampled how many survivors stand for the threshold
 * @param isWholeKnown whether the threshold follows from the size of the whole heap
 */
public record LiveEstimate(double threshold, int sampled, boolean isWholeKnown) {

    /** From the profiler's interval. */
    public static LiveEstimate every(long intervalBytes, List<Survivor> survivors) {
        int sampled = (int) survivors.stream()
                .filter(survivor -> survivor.objectBytes() <= intervalBytes)
                .count();
        return new LiveEstimate(intervalBytes, sampled, false);
    }

    /** From the heap after a collection: the weights {@code max(size, threshold)} must add up to it. */
    public static LiveEstimate of(List<Survivor> survivors, double liveHeapBytes) {
        double known = survivors.stream().mapToDouble(Survivor::objectBytes).sum();
        double rest = Math.max(liveHeapBytes, known); // the heap cannot be smaller than what was seen in it
        int sampled = survivors.size();
        PrimitiveIterator.OfLong largestFirst = survivors.stream()
                .mapToLong(survivor -> -survivor.objectBytes())
                .sorted()
                .iterator();
        while (largestFirst.hasNext()) {
            long size = -largestFirst.nextLong();
            if (size <= rest / sampled) {
                break;
            }
            rest -= size;
            sampled--;
        }
        return new LiveEstimate(sampled == 0 ? 0 : rest / sampled, sampled, true);
    }

    /** Whether it stands for the threshold. */
    public boolean isSampled(Survivor survivor) {
        return sampled > 0 && survivor.objectBytes() <= threshold;
    }

    /** Live bytes that it stands for. */
    public double bytes(Survivor survivor) {
        return isSampled(survivor) ? threshold : survivor.objectBytes();
    }

    /** Objects like this one; 0 where its size is unknown. */
    public double count(Survivor survivor) {
        return survivor.objectBytes() == 0 ? 0 : bytes(survivor) / survivor.objectBytes();
    }

    /**
     * Standard error of {@code own} samples' bytes. Of a known whole it is the binomial share, with one sample for and
     * one against added (Laplace), because no sample at all does not prove that nothing is there; else their number is
     * Poisson's.
     */
    public double error(int own) {
        if (sampled == 0) {
            return 0;
        }
        double share = (own + 1.0) / (sampled + 2.0);
        return isWholeKnown
                ? threshold * sampled * Math.sqrt(share * (1 - share) / (sampled + 3.0))
                : threshold * Math.sqrt(own + 1.0);
    }
}
