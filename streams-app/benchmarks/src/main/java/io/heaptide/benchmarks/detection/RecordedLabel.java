package io.heaptide.benchmarks.detection;

import io.heaptide.backtest.DurationConverter;
import io.heaptide.backtest.Reading;
import io.heaptide.benchmarks.detection.Truth.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A line of a labels file.
 *
 * @param faultStartMillis when a leak begins; empty if it grows from its first reading
 */
record RecordedLabel(String service, String instance, String label, OptionalLong faultStartMillis, Duration pane) {
    private static final double MILLIS_PER_SECOND = 1000;

    /** Used memory as a share of the limit at which there is no room left. */
    private static final double FULL = 0.98;

    /** Share of the highest reading that is near it: noise alone makes one reading the highest. */
    private static final double NEAR = 0.95;

    static RecordedLabel of(Map<String, String> row) {
        return new RecordedLabel(
                cell(row, "service"),
                cell(row, "instance"),
                cell(row, "label"),
                millis(cell(row, "fault_start")),
                pane(cell(row, "pane")));
    }

    private static String cell(Map<String, String> row, String column) {
        return row.getOrDefault(column, "");
    }

    private static OptionalLong millis(String time) {
        if (time.isEmpty()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(
                time.indexOf('T') >= 0
                        ? Instant.parse(time).toEpochMilli()
                        : Math.round(Double.parseDouble(time) * MILLIS_PER_SECOND));
    }

    private static Duration pane(String text) {
        return text.isEmpty() ? Setting.USUAL_PANE : new DurationConverter().convert(text);
    }

    /** Leaks and healthy series are judged, other faults are not. */
    boolean isJudged() {
        return isLeak() || label.equals("healthy");
    }

    boolean isLeak() {
        return label.equals("leak");
    }

    Truth truth(List<Reading> readings) {
        long start = readings.get(0).atMillis();
        long end = readings.get(readings.size() - 1).atMillis();
        if (!isLeak()) {
            return Truth.healthy(start, end);
        }
        long fault = faultStartMillis.orElse(start);
        return new Truth(true, start, end, fault, faultStartMillis.isPresent(), failure(readings, fault));
    }

    /**
     * A leak has its way when its limit is full, or else when memory is near its highest for the last time: what comes after
     * is no growth. Garbage is no part of it where readings after collections show what lives.
     */
    private static Failure failure(List<Reading> readings, long faultMillis) {
        boolean collected = readings.stream().anyMatch(RecordedLabel::isAfterCollection);
        List<Reading> faulty = readings.stream()
                .filter(reading -> reading.atMillis() >= faultMillis && isAfterCollection(reading) == collected)
                .toList();
        OptionalLong full = faulty.stream()
                .filter(RecordedLabel::isFull)
                .mapToLong(Reading::atMillis)
                .findFirst();
        return full.isPresent() ? Failure.fullAt(full.getAsLong()) : cutShort(faulty);
    }

    /** A recording that stops before the limit is full. */
    private static Failure cutShort(List<Reading> faulty) {
        long highest = faulty.stream().mapToLong(Reading::usedBytes).max().orElse(0);
        return faulty.stream()
                .filter(reading -> reading.usedBytes() >= NEAR * highest)
                .reduce((earlier, later) -> later)
                .map(last -> new Failure(OptionalLong.of(last.atMillis()), false, limitAt(faulty.get(0), last)))
                .orElse(Failure.NONE);
    }

    private static OptionalLong limitAt(Reading fault, Reading last) {
        double growth = last.usedBytes() - fault.usedBytes();
        if (last.limitBytes().isEmpty() || growth <= 0) {
            return OptionalLong.empty();
        }
        double room = FULL * last.limitBytes().getAsLong() - fault.usedBytes();
        return OptionalLong.of(fault.atMillis() + Math.round((last.atMillis() - fault.atMillis()) * room / growth));
    }

    private static boolean isAfterCollection(Reading reading) {
        return reading.metric().endsWith("after_last_gc");
    }

    private static boolean isFull(Reading reading) {
        return reading.limitBytes().isPresent()
                && reading.usedBytes() >= FULL * reading.limitBytes().getAsLong();
    }
}
