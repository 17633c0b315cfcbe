package io.heaptide.core;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Scores a service from the merged evidence of its instances: a pure function. */
public final class ServiceScorer {
    private final DetectorPolicy policy;

    public ServiceScorer(DetectorPolicy policy) {
        this.policy = policy;
    }

    /**
     * The service's own verdict, that of its gravest version: a new one that leaks does not drown among the instances of
     * the old, and an old one speaks only as long as it has instances.
     */
    public ServiceScore score(ServiceId service, ServiceEvidence merged, long atMillis) {
        Optional<CohortFinding> gravest = merged.cohorts().stream()
                .filter(cohort -> cohort.present().instances() > 0)
                .map(cohort -> new CohortFinding(cohort, before(cohort, merged.cohorts()), policy))
                .min(CohortFinding.GRAVEST);
        Present present = merged.present();
        Verdict verdict =
                gravest.map(CohortFinding::verdict).filter(Verdict::isConcern).orElseGet(present.verdicts()::mostCalm);
        int leaking = present.verdicts().count(Verdict.LEAKING);
        int suspect = present.verdicts().count(Verdict.SUSPECT);
        Optional<Witness> first = present.firstToDie();
        return new ServiceScore(
                service,
                merged.version(),
                gravest.map(CohortFinding::sinceVersion).orElse(""),
                gravest.map(finding -> finding.windowStartMillis(atMillis)).orElse(atMillis),
                atMillis,
                verdict,
                gravest.map(CohortFinding::score).orElse(0.0),
                present.worst().map(Witness::signal).orElse(""),
                present.instances(),
                leaking,
                suspect,
                Math.min(
                        1,
                        (leaking + suspect)
                                / (double) Math.max(1, present.verdicts().judged())),
                present.instances() == 0 ? 0 : present.levelBytes() / present.instances(),
                gravest.map(CohortFinding::slope).orElse(Slope.NONE),
                first.map(Witness::limitBytes).orElse(OptionalDouble.empty()),
                first.flatMap(one -> Forecast.timeToLimit(one.levelBytes(), one.slope(), one.limitBytes())),
                first.map(Witness::instance).orElse(""),
                gravest.map(CohortFinding::gates).orElse(List.of()));
    }

    /** The version that came before, be it present or not. */
    private static Optional<Cohort> before(Cohort cohort, List<Cohort> all) {
        return all.stream()
                .filter(other -> other.sinceMillis() < cohort.sinceMillis())
                .max(Comparator.comparingLong(Cohort::sinceMillis).thenComparing(Cohort::version));
    }
}
