package io.heaptide.notifier;

import io.heaptide.notifier.Outcome.Accepted;
import io.heaptide.notifier.Outcome.Rejected;
import io.heaptide.notifier.Outcome.Retry;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A target's answer.
 *
 * @param status HTTP status
 * @param body its first kilobytes
 * @param retryAfter what the header Retry-After asks for
 */
record Reply(int status, String body, Optional<Duration> retryAfter) {

    /** Request timeout, too early, too many requests: the only refusals that pass by themselves. */
    private static final Set<Integer> PASSING_REFUSALS = Set.of(408, 425, 429);

    /** 2xx is accepted, 5xx and passing refusals are retried; anything else, a redirect too, stays refused. */
    Outcome byStatus() {
        if (status / 100 == 2) {
            return new Accepted();
        }
        if (status / 100 == 5 || PASSING_REFUSALS.contains(status)) {
            return new Retry(describe(), retryAfter);
        }
        return new Rejected(describe());
    }

    String describe() {
        return "HTTP " + status + (body.isBlank() ? "" : ": " + body);
    }
}
