package io.heaptide.benchmarks.baseline;

/** The recent past of one series, oldest first, at least one reading; not to be changed. */
final class Window {
    private final double[] hours;
    private final double[] bytes;
    private final double limitBytes;

    /**
     * A past of readings.
     *
     * @param hours times, in hours before now: ascending, none after 0
     * @param bytes levels
     * @param limitBytes infinite if there is none
     */
    Window(double[] hours, double[] bytes, double limitBytes) {
        if (hours.length == 0 || hours.length != bytes.length) {
            throw new IllegalArgumentException(
                    "window needs as many hours as bytes, got " + hours.length + " and " + bytes.length);
        }
        this.hours = hours;
        this.bytes = bytes;
        this.limitBytes = limitBytes;
    }

    double[] hours() {
        return hours;
    }

    double[] bytes() {
        return bytes;
    }

    double limitBytes() {
        return limitBytes;
    }

    int size() {
        return hours.length;
    }

    double newest() {
        return bytes[bytes.length - 1];
    }

    /** Hours from the oldest reading to now. */
    double spanHours() {
        return -hours[0];
    }

    Line line() {
        return Line.through(this, 0, size());
    }
}
