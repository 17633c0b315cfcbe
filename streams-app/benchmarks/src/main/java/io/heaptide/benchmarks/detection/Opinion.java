package io.heaptide.benchmarks.detection;

import io.heaptide.core.Gate;
import java.util.List;

/**
 * What a detector thinks of a case at one time, knowing nothing later.
 *
 * @param score 0 to 100; 0 or 100 from a detector that only says yes or no
 * @param gates its reasons
 */
public record Opinion(long atMillis, Level level, double score, List<Gate> gates) {
    public Opinion {
        if (!(score >= 0 && score <= 100)) { // written this way round to refuse NaN too
            throw new IllegalArgumentException("score must be in [0, 100], got " + score);
        }
    }
}
