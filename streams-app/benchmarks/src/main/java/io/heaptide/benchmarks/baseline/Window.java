package io.heaptide.benchmarks.baseline;

/**
 * The recent past of one series, oldest first, at least one reading.
 *
 * @param hours times, in hours before now: negative, ascending, 0 at the newest
 * @param bytes levels
 * @param limitBytes infinite if there is none
 */
record Window(double[] hours, double[] bytes, double limitBytes) {
    int size() {
        return hours.length;
    }

    double newest() {
        return bytes[bytes.length - 1];
    }

    /** Hours from the oldest reading to the newest. */
    double spanHours() {
        return -hours[0];
    }

    Line line() {
        return Line.through(this, 0, size());
    }
}
