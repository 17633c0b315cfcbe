package io.heaptide.backtest;

import io.heaptide.core.Gate;
import io.heaptide.core.InstanceAssessment;
import io.heaptide.core.SeriesAssessment;
import io.heaptide.core.ServiceScore;
import io.heaptide.core.Slope;
import io.heaptide.core.TimeToLimit;
import io.heaptide.core.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * What the detector thought of one subject at one time.
 *
 * @param deciding the series that decided, if it is an instance's opinion and one did
 * @param instances instances it speaks of
 * @param leaking those of them that leaked
 */
record Opinion(
        long atMillis,
        Verdict verdict,
        double score,
        Slope slope,
        Optional<TimeToLimit> timeToLimit,
        List<Gate> gates,
        Optional<SeriesAssessment> deciding,
        int instances,
        int leaking) {
    /** Of a subject that was never judged. */
    static final Opinion NONE =
            new Opinion(0, Verdict.NOT_ENOUGH_DATA, 0, Slope.NONE, Optional.empty(), List.of(), Optional.empty(), 0, 0);

    static Opinion of(InstanceAssessment assessment) {
        Optional<SeriesAssessment> deciding = assessment.deciding();
        return new Opinion(
                assessment.atMillis(),
                assessment.verdict(),
                assessment.score(),
                deciding.map(SeriesAssessment::slope).orElse(Slope.NONE),
                deciding.flatMap(SeriesAssessment::timeToLimit),
                deciding.map(SeriesAssessment::gates).orElse(List.of()),
                deciding,
                1,
                assessment.verdict() == Verdict.LEAKING ? 1 : 0);
    }

    static Opinion of(ServiceScore score) {
        return new Opinion(
                score.atMillis(),
                score.verdict(),
                score.score(),
                score.slope(),
                score.timeToLimit(),
                score.gates(),
                Optional.empty(),
                score.instances(),
                score.leaking());
    }
}
