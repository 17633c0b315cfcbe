package io.heaptide.core;

import java.util.List;
import java.util.Optional;

/**
 * What one instance says at one time.
 *
 * @param deciding the series that shows a leak best for this instance; empty if none has data
 * @param series all usage series, the others being evidence
 */
public record InstanceAssessment(
        InstanceId instance,
        Life life,
        long atMillis,
        Verdict verdict,
        double score,
        Optional<SeriesAssessment> deciding,
        List<SeriesAssessment> series) {
    public InstanceAssessment {
        Score.requireValid(score);
        series = List.copyOf(series);
    }
}
