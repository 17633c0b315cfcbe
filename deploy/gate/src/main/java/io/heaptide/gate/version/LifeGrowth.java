package io.heaptide.gate.version;

import java.util.OptionalDouble;

/**
 * How one life of one instance grew up to the age at which versions are compared.
 *
 * @param version it ran
 * @param isNew whether that is the version under judgement
 * @param series which memory: signal and pool
 * @param isDeciding whether that is the signal by which the service is judged
 * @param ageHours it has reached
 * @param comparedAgeHours up to which it is compared
 * @param slopeBytesPerHour of its level up to that age; empty if it was seen too seldom
 * @param levelBytes at that age
 */
record LifeGrowth(
        String version,
        boolean isNew,
        String series,
        boolean isDeciding,
        double ageHours,
        double comparedAgeHours,
        OptionalDouble slopeBytesPerHour,
        double levelBytes) {

    /** Whether it tells how it grows. */
    boolean counts() {
        return slopeBytesPerHour.isPresent() && levelBytes > 0;
    }
}
