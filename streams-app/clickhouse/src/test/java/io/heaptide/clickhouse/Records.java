package io.heaptide.clickhouse;

import io.heaptide.schemas.AllocationSite;
import io.heaptide.schemas.AllocationSummary;
import io.heaptide.schemas.Gate;
import io.heaptide.schemas.HorizonFit;
import io.heaptide.schemas.IncidentState;
import io.heaptide.schemas.InstanceRef;
import io.heaptide.schemas.LeakAlert;
import io.heaptide.schemas.LeakScore;
import io.heaptide.schemas.LifecycleEvent;
import io.heaptide.schemas.LifecycleType;
import io.heaptide.schemas.MemorySampleBatch;
import io.heaptide.schemas.SeriesRef;
import io.heaptide.schemas.SeriesTrend;
import io.heaptide.schemas.SiteBlame;
import io.heaptide.schemas.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Builds records of one service, a minute apart, ending about now so that no retention takes them away. */
record Records(String service) {

    static final long MIB = 1 << 20;

    @SuppressWarnings("TimeInStaticInitializer") // minute(n) must mean the same all through a run
    static final Instant START = Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofHours(20));

    static long minute(int number) {
        return START.plus(Duration.ofMinutes(number)).toEpochMilli();
    }

    LeakScore score(int minute) {
        return LeakScore.newBuilder()
                .setServiceNamespace("shop")
                .setServiceName(service)
                .setServiceVersion("1.4.2")
                .setSinceVersion("1.4.1")
                .setEnvironment("production")
                .setWindowStartMs(minute(minute - 60))
                .setWindowEndMs(minute(minute))
                .setVerdict(Verdict.LEAKING)
                .setScore(93.5)
                .setSignal("jvm.memory.used_after_last_gc")
                .setInstances(3)
                .setInstancesLeaking(2)
                .setInstancesSuspect(1)
                .setShareAffected(2 / 3.0)
                .setLevelBytes(300.0 * MIB)
                .setSlopeBytesPerHour(12.0 * MIB)
                .setSlopeLowBytesPerHour(10.0 * MIB)
                .setSlopeHighBytesPerHour(14.0 * MIB)
                .setLimitBytes(512.0 * MIB)
                .setTimeToLimitLowSeconds(3600.0)
                .setTimeToLimitHighSeconds(7200.0)
                .setFirstToDie(service + "-1")
                .setReasons(List.of(new Gate("slope", 4.2, 3.0, true), new Gate("samples", 900.0, 30.0, true)))
                .setTopSites(List.of(new SiteBlame(
                        "00ff00ff00ff00ff", "Cart.keep", "byte[]", 64.0 * MIB, 11.0 * MIB, 0.9, 0.5 * MIB)))
                .setAlgoVersion(1)
                .build();
    }

    LeakScore withoutLimit(int minute) {
        LeakScore score = score(minute);
        return LeakScore.newBuilder(score)
                .clearLimitBytes()
                .clearTimeToLimitLowSeconds()
                .clearTimeToLimitHighSeconds()
                .setTopSites(List.of())
                .build();
    }

    LeakAlert alert(int minute) {
        return LeakAlert.newBuilder()
                .setIncidentId(service + "-incident")
                .setState(IncidentState.FIRING)
                .setPreviousState(IncidentState.PENDING)
                .setReason("ESCALATED")
                .setAtMs(minute(minute))
                .setOpenedAtMs(minute(minute - 30))
                .setScore(score(minute))
                .build();
    }

    SeriesTrend trend(int minute) {
        return SeriesTrend.newBuilder()
                .setInstance(instance())
                .setSignal("jvm.memory.used_after_last_gc")
                .setPool("G1 Old Gen")
                .setWindowStartMs(minute(minute - 60))
                .setWindowEndMs(minute(minute))
                .setVerdict(Verdict.NOT_ENOUGH_DATA)
                .setScore(0)
                .setSamples(240L)
                .setPanes(60)
                .setLevelBytes(300.0 * MIB)
                .setSlopeBytesPerHour(-1.5 * MIB)
                .setSlopeLowBytesPerHour(-2.0 * MIB)
                .setSlopeHighBytesPerHour(-1.0 * MIB)
                .setHorizons(List.of(new HorizonFit(minute(minute - 60), 60, 1.0, 0.5, 1.5)))
                .setAlgoVersion(1)
                .build();
    }

    LifecycleEvent event(int minute) {
        return LifecycleEvent.newBuilder()
                .setInstance(instance())
                .setType(LifecycleType.OOM_KILL)
                .setAtMs(minute(minute))
                .setReason("OOMKilled")
                .setLimitBytes(512L * MIB)
                .build();
    }

    AllocationSummary summary(int minute) {
        return AllocationSummary.newBuilder()
                .setInstance(instance())
                .setSource("jfr")
                .setWindowStartMs(minute(minute - 1))
                .setWindowEndMs(minute(minute))
                .setSites(List.of(site("aaaa", 10 * MIB), site("bbbb", MIB), site("aaaa", 5 * MIB)))
                .build();
    }

    /** A batch of {@code count} readings of two series, a second apart. */
    MemorySampleBatch samples(int minute, int count) {
        return MemorySampleBatch.newBuilder()
                .setBucket(7)
                .setInstances(List.of(instance()))
                .setSeries(List.of(
                        new SeriesRef(0, "jvm.memory.used", "G1 Old Gen"),
                        new SeriesRef(0, "process.memory.usage", "")))
                .setBaseTimeMs(minute(minute))
                .setSeriesIndex(IntStream.range(0, count).mapToObj(i -> i % 2).toList())
                .setTimeOffsetMs(
                        IntStream.range(0, count).mapToObj(i -> i / 2 * 1000).toList())
                .setUsedBytes(IntStream.range(0, count).mapToObj(i -> i * MIB).toList())
                .build();
    }

    InstanceRef instance() {
        return InstanceRef.newBuilder()
                .setServiceNamespace("shop")
                .setServiceName(service)
                .setServiceVersion("1.4.2")
                .setServiceInstanceId(service + "-1")
                .setIncarnation("life-1")
                .setStartedAtMs(minute(-600))
                .setEnvironment("production")
                .setNode("node-a")
                .setLabels(Map.of("k8s.pod.name", service + "-pod"))
                .build();
    }

    private static AllocationSite site(String fingerprint, double liveBytes) {
        return AllocationSite.newBuilder()
                .setFingerprint(fingerprint)
                .setSite("Cart.keep")
                .setType("byte[]")
                .setFrames(List.of("Cart.keep", "Server.handle"))
                .setAllocatedBytes(2.0 * liveBytes)
                .setAllocatedCount(20)
                .setLiveBytes(liveBytes)
                .setLiveCount(10)
                .setLiveBytesError(3)
                .build();
    }
}
