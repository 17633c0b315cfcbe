package io.heaptide.importers.jvm;

import io.heaptide.recordings.ObjectLayout;

/**
 * Which layout the dumped JVM used. The file does not say, but two neighbours in memory cannot overlap: of the layouts
 * under which none do, the roomiest is it, because collectors leave no room between objects.
 */
final class LayoutGuess {

    /** Overlaps that only a damaged or a hostile file has. */
    private static final int TOLERATED = 3;

    private final int[] overlaps = new int[ObjectLayout.CANDIDATES.size()];
    private final long[] previousSizes = new long[ObjectLayout.CANDIDATES.size()];
    private final long[] sizes = new long[ObjectLayout.CANDIDATES.size()];
    private long previousId;

    /** An object of that size under one of the candidates. */
    void observe(int candidate, long id, long size) {
        sizes[candidate] = size;
        boolean follows = id > previousId && previousId != 0;
        if (follows && id - previousId < previousSizes[candidate]) {
            overlaps[candidate]++;
        }
    }

    /** All candidates were told of this object. */
    void passed(long id) {
        System.arraycopy(sizes, 0, previousSizes, 0, sizes.length);
        previousId = id;
    }

    ObjectLayout layout() {
        for (int i = 0; i < overlaps.length; i++) {
            if (overlaps[i] <= TOLERATED) {
                return ObjectLayout.CANDIDATES.get(i);
            }
        }
        return ObjectLayout.COMPRESSED;
    }
}
