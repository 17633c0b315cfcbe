package io.heaptide.agent.allocation;

import java.util.List;
import java.util.PrimitiveIterator;

/**
 * How many live bytes one surviving sample stands for.
 *
 * <p>The JVM samples about every n-th allocated byte, so each sample stands for equally many bytes, except an object
 * larger than that, which cannot be missed and stands for itself. The threshold between the two follows from the whole:
 * weights {@code max(size, threshold)} must add up to the live heap. Threshold sampling: Duffield, Lund, Thorup (2005),
 * doi:10.1109/TIT.2005.850042
 *
 * @param threshold bytes a sampled object stands for; larger ones stand for themselves
 * @param sampled how many survivors stand for the threshold
 */
record LiveEstimate(double threshold, int sampled) {

    static LiveEstimate of(List<Survivor> survivors, double liveHeapBytes) {
        double known = survivors.stream().mapToLong(Survivor::objectBytes).sum();
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
        return new LiveEstimate(sampled == 0 ? 0 : rest / sampled, sampled);
    }

    boolean isSampled(Survivor survivor) {
        return sampled > 0 && survivor.objectBytes() <= threshold;
    }

    double bytes(Survivor survivor) {
        return isSampled(survivor) ? threshold : survivor.objectBytes();
    }

    /** Objects like this one; 0 where its size is unknown. */
    double count(Survivor survivor) {
        return survivor.objectBytes() == 0 ? 0 : bytes(survivor) / survivor.objectBytes();
    }

    /**
     * Standard error of a site's live bytes: the binomial share of {@code own} among all samples, with one sample for
     * and one against added (Laplace), because no sample at all does not prove that nothing is there.
     */
    double error(int own) {
        if (sampled == 0) {
            return 0;
        }
        double share = (own + 1.0) / (sampled + 2.0);
        return threshold * sampled * Math.sqrt(share * (1 - share) / (sampled + 3.0));
    }
}
