package io.heaptide.importers.unmanaged;

import io.heaptide.importers.Amount;
import io.heaptide.importers.Frame;
import io.heaptide.importers.Site;
import java.util.List;

/** Where traced memory came from, and how much of it there was and is. */
final class TracedOrigin {

    private final List<Frame> frames;
    private double allocatedBytes; // sums of 57-bit numbers overflow a long
    private double allocatedCount;
    private double liveBytes;
    private double liveCount;

    TracedOrigin(List<Frame> frames) {
        this.frames = frames;
    }

    void gained(long bytes) {
        allocatedBytes += bytes;
        allocatedCount++;
        moved(bytes, 1);
    }

    /** Memory that is still the same but for its size or its parts. */
    void moved(long bytes, int regions) {
        liveBytes += bytes;
        liveCount += regions;
    }

    Site site() {
        return Site.exact(
                frames,
                "",
                new Amount(allocatedBytes, allocatedCount),
                new Amount(Math.max(0, liveBytes), Math.max(0, liveCount)));
    }
}
