package io.heaptide.core;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a service's instances say together at one time.
 *
 * @param version the version most instances run, empty if unknown
 * @param sinceVersion the version with which the growth began, empty if that is not known
 * @param signal the signal that decided, empty if none
 * @param instances instances seen within the horizon
 * @param shareAffected leaking and suspect instances, 0 to 1
 * @param levelBytes mean fitted level of an instance
 * @param slope pooled within-instance slope, per instance
 * @param limitBytes limit of the first instance to die
 * @param firstToDie id of the instance that reaches its limit first, or that grows fastest where no limit is known; empty if none grows
 * @param gates every check with value and threshold
 */
public record ServiceScore(
        ServiceId service,
        String version,
        String sinceVersion,
        long windowStartMillis,
        long atMillis,
        Verdict verdict,
        double score,
        String signal,
        int instances,
        int leaking,
        int suspect,
        double shareAffected,
        double levelBytes,
        Slope slope,
        OptionalDouble limitBytes,
        Optional<TimeToLimit> timeToLimit,
        String firstToDie,
        List<Gate> gates) {
    public ServiceScore {
        Score.requireValid(score);
        if (!(shareAffected >= 0 && shareAffected <= 1)) {
            throw new IllegalArgumentException("shareAffected must be in [0, 1], got " + shareAffected);
        }
        gates = List.copyOf(gates);
    }
}
