package io.heaptide.backtest;

import io.heaptide.core.Gate;
import io.heaptide.core.Slope;
import io.heaptide.core.TimeToLimit;
import io.heaptide.core.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * One change of verdict.
 *
 * @param instance empty if it is the service's own verdict
 */
public record Change(
        long atMillis,
        String service,
        String instance,
        Verdict verdict,
        double score,
        Slope slope,
        Optional<TimeToLimit> timeToLimit,
        List<Gate> gates) {
    public Change {
        gates = List.copyOf(gates);
    }
}
