package io.heaptide.core;

/**
 * One allocation site in one snapshot, unsampled.
 *
 * @param fingerprint stable identity of the site across builds
 * @param site the blamed frame, readable
 * @param type type of the allocated objects, empty if unknown
 * @param liveBytesError standard error of {@code liveBytes} from sampling
 */
public record SiteReading(
        String fingerprint, String site, String type, double liveBytes, double allocatedBytes, double liveBytesError) {
    public SiteReading {
        if (!(liveBytes >= 0) || !(allocatedBytes >= 0) || !(liveBytesError >= 0)) {
            throw new IllegalArgumentException("bytes of site " + fingerprint + " must not be negative, got live "
                    + liveBytes + ", allocated " + allocatedBytes + ", error " + liveBytesError);
        }
    }

    /** Both together, shown as the larger one; independent errors add up by their squares. */
    SiteReading plus(SiteReading other) {
        SiteReading shown = other.liveBytes > liveBytes ? other : this;
        return new SiteReading(
                fingerprint,
                shown.site,
                shown.type,
                liveBytes + other.liveBytes,
                allocatedBytes + other.allocatedBytes,
                Math.hypot(liveBytesError, other.liveBytesError));
    }
}
