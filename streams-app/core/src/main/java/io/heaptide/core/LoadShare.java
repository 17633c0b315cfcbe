package io.heaptide.core;

import java.util.Arrays;

/** How much of a window's growth goes with the load: requests in flight hold memory and give it back. */
final class LoadShare {
    /** Load that differs by less than this share of its peak is the same load. */
    private static final double SAME_LOAD = 0.1;

    private LoadShare() {}

    /**
     * Share of the growth that a load explains, 0 to 1: what one unit of load is worth, as the median over pairs of blocks
     * whose load differs (Theil-Sen with the load for x), times the rise of the load from where the floor was least.
     */
    static double of(FloorWindow memory, FloorWindow load) {
        double[] bytes = new double[FloorWindow.BLOCKS];
        double[] units = new double[FloorWindow.BLOCKS];
        int count = align(memory, load, bytes, units);
        int least = 0;
        double peak = 0;
        for (int i = 0; i < count; i++) {
            least = bytes[i] < bytes[least] ? i : least;
            peak = Math.max(peak, units[i]);
        }
        double growth = count < 2 ? 0 : Math.min(bytes[count - 1], bytes[count - 2]) - bytes[least];
        if (growth <= 0) {
            return 0;
        }
        double rise = Math.max(units[count - 1], units[count - 2]) - units[least];
        double explained = rise * bytesPerUnit(bytes, units, count, SAME_LOAD * peak);
        return Math.max(0, Math.min(1, explained / growth));
    }

    /** The blocks in which both were read. */
    private static int align(FloorWindow memory, FloorWindow load, double[] bytes, double[] units) {
        int count = 0;
        for (int i = 0, j = 0; i < memory.count() && j < load.count(); ) {
            double apart = memory.hours()[i] - load.hours()[j];
            if (apart == 0) {
                bytes[count] = memory.bytes()[i];
                units[count++] = load.bytes()[j];
            }
            i += apart <= 0 ? 1 : 0;
            j += apart >= 0 ? 1 : 0;
        }
        return count;
    }

    private static double bytesPerUnit(double[] bytes, double[] units, int count, double sameLoad) {
        double[] slopes = new double[count * (count - 1) / 2];
        int pairs = 0;
        for (int i = 0; i < count; i++) {
            for (int j = i + 1; j < count; j++) {
                double more = units[j] - units[i];
                if (Math.abs(more) > sameLoad) {
                    slopes[pairs++] = (bytes[j] - bytes[i]) / more;
                }
            }
        }
        Arrays.sort(slopes, 0, pairs);
        return pairs == 0 ? 0 : TheilSen.median(slopes, pairs);
    }
}
