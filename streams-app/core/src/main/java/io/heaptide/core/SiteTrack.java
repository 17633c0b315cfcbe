package io.heaptide.core;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** One allocation site: a decayed within-instance regression of its live bytes on time, and its newest readings. */
final class SiteTrack {
    private static final double MILLIS_PER_HOUR = 3_600_000;

    /** Weight an earlier step keeps when the next one comes: some twenty steps count. */
    private static final double KEEP = 0.95;

    private final String site;
    private final String type;
    private final long[] lastMillis;
    private final double[] lastBytes;
    private final double[] lastError;
    private double hours;
    private double bytes;
    private double variance;
    private double steps;

    SiteTrack(String site, String type, int instances) {
        this.site = site;
        this.type = type;
        this.lastMillis = new long[instances];
        this.lastBytes = new double[instances];
        this.lastError = new double[instances];
    }

    /** Steps between successive snapshots of one instance: no instance is compared with another. */
    void take(int instance, long atMillis, SiteReading reading) {
        if (lastMillis[instance] != 0) {
            hours = hours * KEEP + (atMillis - lastMillis[instance]) / MILLIS_PER_HOUR;
            bytes = bytes * KEEP + reading.liveBytes() - lastBytes[instance];
            steps = steps * KEEP + 1;
            variance = varianceWith(lastError[instance], reading.liveBytesError());
        }
        lastMillis[instance] = atMillis;
        lastBytes[instance] = reading.liveBytes();
        lastError[instance] = reading.liveBytesError();
    }

    /**
     * Of the decayed sum once the step between two readings is added. The earlier reading ended the step before, with the
     * other sign, so most of its error cancels; of the first step of an instance none does.
     */
    private double varianceWith(double earlier, double later) {
        double kept = KEEP * KEEP * variance;
        double cancelling = Math.min(kept, (2 * KEEP - 1) * earlier * earlier);
        return Math.max(0, kept - cancelling + later * later + (variance == 0 ? earlier * earlier : 0));
    }

    void forget(int instance) {
        lastMillis[instance] = 0;
        lastBytes[instance] = 0;
        lastError[instance] = 0;
    }

    /** Whether all that is known of it is what it allocates, not where. */
    boolean isClass() {
        return site.equals(type);
    }

    /** Steps taken, decayed: some twenty at most. */
    double steps() {
        return steps;
    }

    /** Time over which steps were taken, decayed as they are. */
    double hours() {
        return hours;
    }

    /**
     * Growth over the time for which the service's sites were watched: a site seen for a moment has its moment's growth
     * spread over all of it, or a single sampled object of a new site would outrun a leak.
     */
    double growthBytesPerHour(double watchedHours) {
        return watchedHours > 0 ? bytes / watchedHours : 0;
    }

    /** Mean over the instances that reported this site. */
    double liveBytes() {
        double sum = 0;
        int count = 0;
        for (int instance = 0; instance < lastMillis.length; instance++) {
            if (lastMillis[instance] != 0) {
                sum += lastBytes[instance];
                count++;
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    SiteGrowth growth(String fingerprint, double watchedHours, double growthOfAll) {
        double growth = growthBytesPerHour(watchedHours);
        double share = growthOfAll > 0 ? Math.max(0, growth) / growthOfAll : 0;
        double error = watchedHours > 0 ? Math.sqrt(variance) / watchedHours : 0;
        return new SiteGrowth(fingerprint, site, type, liveBytes(), growth, error, share);
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeUTF(site);
        out.writeUTF(type);
        out.writeDouble(hours);
        out.writeDouble(bytes);
        out.writeDouble(variance);
        out.writeDouble(steps);
        for (int instance = 0; instance < lastMillis.length; instance++) {
            out.writeLong(lastMillis[instance]);
            out.writeDouble(lastBytes[instance]);
            out.writeDouble(lastError[instance]);
        }
    }

    /** @param withErrors whether the form has them: its first version did not */
    static SiteTrack readFrom(DataInput in, int instances, boolean withErrors) throws IOException {
        SiteTrack track = new SiteTrack(in.readUTF(), in.readUTF(), instances);
        track.hours = in.readDouble();
        track.bytes = in.readDouble();
        track.variance = withErrors ? in.readDouble() : 0;
        track.steps = withErrors ? in.readDouble() : 0;
        for (int instance = 0; instance < instances; instance++) {
            track.lastMillis[instance] = in.readLong();
            track.lastBytes[instance] = in.readDouble();
            track.lastError[instance] = withErrors ? in.readDouble() : 0;
        }
        return track;
    }
}
