package io.heaptide.core;

/**
 * An allocation site and its part in a service's growth.
 *
 * @param liveBytes live bytes an instance in the newest snapshots
 * @param growthBytesPerHour slope of live bytes an instance over the snapshots kept
 * @param errorBytesPerHour standard error of that slope from sampling
 * @param shareOfGrowth 0 to 1, of all growing sites' growth
 */
public record SiteGrowth(
        String fingerprint,
        String site,
        String type,
        double liveBytes,
        double growthBytesPerHour,
        double errorBytesPerHour,
        double shareOfGrowth) {
    /** Share of the growth from which on a site is where people should look. */
    private static final double MOST = 0.5;

    /** Whether this one site explains most of the growth. */
    public boolean explainsMost() {
        return shareOfGrowth >= MOST;
    }
}
