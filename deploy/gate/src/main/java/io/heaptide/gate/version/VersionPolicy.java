package io.heaptide.gate.version;

import java.time.Duration;

/**
 * When two versions can be compared, and what is too much.
 *
 * @param leastLives of each version: a single one shows no spread, and may have had another load
 * @param leastAge younger than this, caches fill and pools grow in every version
 * @param allowedDailyGrowth by which the new version may outgrow the old one in a day, as a share of its level
 */
public record VersionPolicy(int leastLives, Duration leastAge, double allowedDailyGrowth) {

    public VersionPolicy {
        if (leastLives < 2) {
            throw new IllegalArgumentException("leastLives must be at least 2, got " + leastLives);
        }
        if (leastAge.isNegative() || leastAge.isZero()) {
            throw new IllegalArgumentException("leastAge must be positive, got " + leastAge);
        }
        if (!(allowedDailyGrowth >= 0 && allowedDailyGrowth < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "allowedDailyGrowth must be finite and not negative, got " + allowedDailyGrowth);
        }
    }

    /** Two lives of half an hour, and a tenth of the level a day. */
    public static VersionPolicy defaults() {
        return new VersionPolicy(2, Duration.ofMinutes(30), 0.1);
    }
}
