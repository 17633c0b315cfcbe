package io.heaptide.topology;

import io.heaptide.core.Verdict;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is worth publishing, so that results stay far fewer than samples.
 *
 * @param minScoreChange points of score, 0 to 100, below which a score says nothing new; 5 is a tenth of the band
 *     between "explained" and "suspect"
 * @param heartbeat an unchanged result is repeated this often, so that readers can tell steady from gone
 */
public record PublishPolicy(double minScoreChange, Duration heartbeat) {

    public PublishPolicy {
        if (!(minScoreChange > 0 && minScoreChange <= 100)) {
            throw new IllegalArgumentException("publish.minScoreChange must be in (0, 100], got " + minScoreChange);
        }
        if (heartbeat.isNegative() || heartbeat.isZero()) {
            throw new IllegalArgumentException("publish.heartbeat must be positive, got " + heartbeat);
        }
    }

    /** Whether a result says something that the last published one did not. */
    boolean saysSomethingNew(@Nullable Published last, Published next) {
        return last == null
                || last.verdict() != next.verdict()
                || !last.subject().equals(next.subject())
                || Math.abs(last.score() - next.score()) >= minScoreChange
                || next.atMillis() - last.atMillis() >= heartbeat.toMillis();
    }

    /**
     * What was published last about an instance or a service.
     *
     * @param subject what the result is about: the deciding series, or the version
     */
    record Published(Verdict verdict, double score, String subject, long atMillis) {}
}
