package io.heaptide.agent.allocation;

import java.util.List;

/**
 * What one site allocated of one type in a window and keeps at its end; estimates of all of it, not of the samples.
 *
 * @param site the blamed frame
 * @param type the objects' type, empty if unknown
 * @param frames the way to it, innermost first
 * @param allocatedBytes in the window
 * @param allocatedCount 0: the recorder does not say how large the allocated objects are
 * @param liveBytes at the end of the window
 * @param liveCount of the objects whose size is known
 * @param liveBytesError standard error of the live bytes, from sampling
 */
public record AllocationSite(
        String site,
        String type,
        List<String> frames,
        double allocatedBytes,
        double allocatedCount,
        double liveBytes,
        double liveCount,
        double liveBytesError) {

    /** Field names, numbers and lengths of one encoded site. */
    private static final int FIXED_ENCODED_BYTES = 260;

    private static final int FRAME_OVERHEAD_BYTES = 8;

    public AllocationSite {
        frames = List.copyOf(frames);
    }

    /** An upper bound of its size on the wire, for text in ASCII. */
    int encodedBytes() {
        int text = site.length() + type.length();
        for (String frame : frames) {
            text += frame.length() + FRAME_OVERHEAD_BYTES;
        }
        return FIXED_ENCODED_BYTES + text;
    }
}
