package io.heaptide.topology;

import io.heaptide.core.Algorithm;
import io.heaptide.core.Gate;
import io.heaptide.core.HorizonFit;
import io.heaptide.core.InstanceAssessment;
import io.heaptide.core.SeriesAssessment;
import io.heaptide.schemas.SeriesTrend;
import io.heaptide.schemas.Verdict;
import java.util.List;

/** Maps the core's assessments to the wire. */
final class WireTrend {

    private WireTrend() {}

    static SeriesTrend of(InstanceAssessment assessment, SeriesAssessment series, Placement placement) {
        SeriesTrend.Builder trend = SeriesTrend.newBuilder()
                .setInstance(Subject.toWire(assessment.instance(), assessment.life(), placement))
                .setSignal(series.series().signal())
                .setPool(series.series().pool())
                .setWindowStartMs(series.windowStartMillis())
                .setWindowEndMs(series.windowEndMillis())
                .setVerdict(verdict(series.verdict()))
                .setScore(series.score())
                .setSamples(series.samples())
                .setPanes(series.panes())
                .setLevelBytes(series.levelBytes())
                .setSlopeBytesPerHour(series.slope().midBytesPerHour())
                .setSlopeLowBytesPerHour(series.slope().lowBytesPerHour())
                .setSlopeHighBytesPerHour(series.slope().highBytesPerHour())
                .setHorizons(series.horizons().stream().map(WireTrend::horizon).toList())
                .setReasons(gates(series.gates()))
                .setAlgoVersion(Algorithm.ALGO_VERSION);
        series.limitBytes().ifPresent(trend::setLimitBytes);
        series.timeToLimit().ifPresent(time -> {
            trend.setTimeToLimitLowSeconds(time.lowSeconds());
            time.highSeconds().ifPresent(trend::setTimeToLimitHighSeconds);
        });
        return trend.build();
    }

    static Verdict verdict(io.heaptide.core.Verdict verdict) {
        return Verdict.valueOf(verdict.name());
    }

    static List<io.heaptide.schemas.Gate> gates(List<Gate> gates) {
        return gates.stream()
                .map(gate -> new io.heaptide.schemas.Gate(gate.name(), gate.value(), gate.threshold(), gate.passed()))
                .toList();
    }

    private static io.heaptide.schemas.HorizonFit horizon(HorizonFit fit) {
        return new io.heaptide.schemas.HorizonFit(
                fit.windowStartMillis(),
                fit.panes(),
                fit.slope().midBytesPerHour(),
                fit.slope().lowBytesPerHour(),
                fit.slope().highBytesPerHour());
    }
}
