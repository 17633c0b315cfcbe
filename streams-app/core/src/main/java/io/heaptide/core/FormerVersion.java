package io.heaptide.core;

import java.util.List;
import java.util.Optional;

/**
 * A version against the one before it, at equal age: whether it grows by more, and by how much.
 *
 * @param newer rises of the version's lives over a stretch of age
 * @param former those of the former version's lives over the same stretch
 */
record FormerVersion(RiseSums newer, RiseSums former, DetectorPolicy policy) {
    /** Growth of less than this share of headroom is slack, of which no multiple says anything. */
    private static final double SLACK = 0.01;

    /** Lives of each version that are needed: fewer have no spread. */
    private static final int LEAST_LIVES = 2;

    /** By the oldest age that both have seen; empty if there is none. */
    static Optional<FormerVersion> of(AgeCurve newer, AgeCurve former, DetectorPolicy policy) {
        for (int stretch = AgeCurve.size() - 1; stretch >= 0; stretch--) {
            if (newer.at(stretch).lives() >= LEAST_LIVES && former.at(stretch).lives() >= LEAST_LIVES) {
                return Optional.of(new FormerVersion(newer.at(stretch), former.at(stretch), policy));
            }
        }
        return Optional.empty();
    }

    /** Whether this version's growth is of another kind. */
    boolean differs() {
        return gates().stream().allMatch(Gate::passed);
    }

    /** Whether growth that is a concern in itself began with this version: how much it is need not be asked again. */
    boolean began() {
        return multiple().passed() && beyondError().passed();
    }

    List<Gate> gates() {
        return List.of(
                multiple(),
                Gate.atLeast("growth-beyond-former-version", difference(), policy.minGrowthOfHeadroom()),
                beyondError());
    }

    private Gate multiple() {
        return Gate.atLeast(
                "growth-over-former-version",
                newer.growth() / Math.max(SLACK, former.growth()),
                policy.fleet().formerRatio());
    }

    private Gate beyondError() {
        return Gate.atLeast("growth-beyond-former-over-error", difference() / error(), threshold());
    }

    private double difference() {
        return newer.growth() - former.growth();
    }

    private double error() {
        return Math.max(Double.MIN_NORMAL, Math.hypot(newer.growthError(), former.growthError()));
    }

    /** Student's t at p = 0.001 with Welch's degrees of freedom. Welch (1947), doi:10.1093/biomet/34.1-2.28. */
    private double threshold() {
        double a = newer.growthError() * newer.growthError();
        double b = former.growthError() * former.growthError();
        double degrees = (a + b) * (a + b) / (a * a / (newer.lives() - 1) + b * b / (former.lives() - 1));
        double least = Math.min(newer.lives(), former.lives()) - 1.0;
        return StudentT.quantile(StudentT.Z_001, a + b > 0 ? degrees : least);
    }
}
