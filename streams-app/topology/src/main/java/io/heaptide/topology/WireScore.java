package io.heaptide.topology;

import io.heaptide.core.Algorithm;
import io.heaptide.core.Incident;
import io.heaptide.core.IncidentChange;
import io.heaptide.core.ServiceScore;
import io.heaptide.core.SiteGrowth;
import io.heaptide.schemas.IncidentState;
import io.heaptide.schemas.LeakAlert;
import io.heaptide.schemas.LeakScore;
import io.heaptide.schemas.SiteBlame;
import java.util.List;

/** Maps the core's scores and incidents to the wire. */
final class WireScore {

    private WireScore() {}

    static LeakScore of(ServiceScore score, String environment, List<SiteGrowth> topSites) {
        LeakScore.Builder wire = LeakScore.newBuilder()
                .setServiceNamespace(score.service().namespace())
                .setServiceName(score.service().name())
                .setServiceVersion(score.version())
                .setSinceVersion(score.sinceVersion())
                .setEnvironment(environment)
                .setWindowStartMs(score.windowStartMillis())
                .setWindowEndMs(score.atMillis())
                .setVerdict(WireTrend.verdict(score.verdict()))
                .setScore(score.score())
                .setSignal(score.signal())
                .setInstances(score.instances())
                .setInstancesLeaking(score.leaking())
                .setInstancesSuspect(score.suspect())
                .setShareAffected(score.shareAffected())
                .setLevelBytes(score.levelBytes())
                .setSlopeBytesPerHour(score.slope().midBytesPerHour())
                .setSlopeLowBytesPerHour(score.slope().lowBytesPerHour())
                .setSlopeHighBytesPerHour(score.slope().highBytesPerHour())
                .setFirstToDie(score.firstToDie())
                .setReasons(WireTrend.gates(score.gates()))
                .setTopSites(topSites.stream().map(WireScore::site).toList())
                .setAlgoVersion(Algorithm.ALGO_VERSION);
        score.limitBytes().ifPresent(wire::setLimitBytes);
        score.timeToLimit().ifPresent(time -> {
            wire.setTimeToLimitLowSeconds(time.lowSeconds());
            time.highSeconds().ifPresent(wire::setTimeToLimitHighSeconds);
        });
        return wire.build();
    }

    static LeakAlert alert(Incident incident, IncidentChange change, LeakScore score) {
        LeakAlert.Builder alert = LeakAlert.newBuilder()
                .setIncidentId(incident.id())
                .setState(state(change.state()))
                .setReason(change.reason().name())
                .setAtMs(score.getWindowEndMs())
                .setOpenedAtMs(incident.openedAtMillis())
                .setScore(score);
        change.previous().map(WireScore::state).ifPresent(alert::setPreviousState);
        return alert.build();
    }

    private static IncidentState state(io.heaptide.core.IncidentState state) {
        return IncidentState.valueOf(state.name());
    }

    private static SiteBlame site(SiteGrowth growth) {
        return SiteBlame.newBuilder()
                .setFingerprint(growth.fingerprint())
                .setSite(growth.site())
                .setType(growth.type())
                .setLiveBytes(growth.liveBytes())
                .setGrowthBytesPerHour(growth.growthBytesPerHour())
                .setGrowthErrorBytesPerHour(growth.errorBytesPerHour())
                .setShareOfGrowth(growth.shareOfGrowth())
                .build();
    }
}
