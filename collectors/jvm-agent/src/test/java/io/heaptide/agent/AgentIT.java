package io.heaptide.agent;

import static io.heaptide.agent.OtlpReceiver.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.opentelemetry.proto.logs.v1.LogRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One life of a leaking JVM with the shaded agent, as a collector sees it. */
final class AgentIT {

    private static final String LEAK = "io.heaptide.agent.LeakyProgram.keep";
    private static final long MIB = 1 << 20;

    private static OtlpReceiver collector;
    private static HostProcess host;
    private static Instant before;
    private static int exitCode;
    private static String output;

    @BeforeAll
    static void liveOneLife() throws Exception {
        before = Instant.now();
        collector = OtlpReceiver.start();
        host = HostProcess.withAgent(
                LeakyProgram.class,
                Map.of(
                        "OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint(),
                        "OTEL_SERVICE_NAME", "leaky",
                        "OTEL_RESOURCE_ATTRIBUTES", "service.namespace=test,service.version=1.2.3",
                        "OTEL_METRIC_EXPORT_INTERVAL", "500",
                        "HEAPTIDE_AGENT_ALLOCATION_INTERVAL", "3s"));
        collector.await(
                Duration.ofSeconds(60),
                () -> collector.events(AllocationEvent.EVENT).size() >= 4);
        host.finish();
        exitCode = host.exitCode();
        output = host.out() + host.err();
    }

    @AfterAll
    static void stop() throws Exception {
        host.close();
        collector.close();
    }

    @Test
    void saysNothingAndLeavesTheExitCodeAlone() {
        assertThat(exitCode).isZero();
        assertThat(output.strip()).as("only the program speaks").isEqualTo(LeakyProgram.RUNNING);
    }

    @Test
    void namesTheInstanceItMeasures() {
        Map<String, String> resource = collector.resource();

        assertThat(resource)
                .containsEntry("service.name", "leaky")
                .containsEntry("service.namespace", "test")
                .containsEntry("service.version", "1.2.3")
                .containsEntry("telemetry.sdk.language", "java")
                .containsEntry("process.pid", Long.toString(host.pid()))
                .containsKeys("host.name", "process.runtime.name", "process.runtime.version", "service.instance.id")
                .doesNotContainKeys("process.command_args", "process.command_line");
        assertThat(Instant.parse(resource.getOrDefault("process.creation.time", "")))
                .isBetween(before.minusSeconds(5), Instant.now());
    }

    @Test
    void sendsEveryHeapPoolWithUseCommitAndLimit() {
        assertThat(collector.points("jvm.memory.used"))
                .anySatisfy(point -> assertThat(texts(point.getAttributesList()))
                        .containsEntry("jvm.memory.type", "heap")
                        .containsKey("jvm.memory.pool.name"))
                .anySatisfy(point ->
                        assertThat(texts(point.getAttributesList())).containsEntry("jvm.memory.type", "non_heap"));
        assertThat(collector.points("jvm.memory.committed")).isNotEmpty();
        assertThat(collector.points("jvm.memory.limit"))
                .anySatisfy(point -> assertThat(point.getAsInt()).isEqualTo(128 * MIB));
        assertThat(collector.points("jvm.buffer.memory.used")).isNotEmpty();
        assertThat(collector.points("jvm.thread.count")).isNotEmpty();
    }

    @Test
    void seesTheOldGenerationGrowAfterCollections() {
        List<Long> afterCollection = collector.inPool("jvm.memory.used_after_last_gc", ".*Old Gen|Tenured Gen");

        assertThat(afterCollection).hasSizeGreaterThan(4);
        assertThat(afterCollection.get(afterCollection.size() - 1) - afterCollection.get(0))
                .isGreaterThan(2 * MIB);
    }

    @Test
    void sendsResidentMemory() {
        assertThat(collector.points("process.memory.usage"))
                .isNotEmpty()
                .allSatisfy(point -> assertThat(point.getAsInt()).isBetween(20 * MIB, 2048 * MIB));
    }

    @Test
    void blamesTheLeakingMethodForMostLiveBytes() {
        assertThat(laterSummaries()).allSatisfy(summary -> {
            assertThat(summary.largestLive().name()).isEqualTo(LEAK);
            assertThat(summary.largestLive().type()).isEqualTo("byte[]");
            assertThat(summary.largestLive().frames()).containsExactly(LEAK, "io.heaptide.agent.LeakyProgram.main");
        });
    }

    @Test
    void estimatesWhatTheLeakingMethodKeepsWithinItsError() {
        SentSummary last = collector.summaries().get(collector.summaries().size() - 1);
        SentSummary.Site leak = last.largestLive();
        // a block of 4 KiB and its header each round, and a round takes 5 ms of sleep and some work
        double atMost = (last.endMillis() - before.toEpochMilli()) / 5.0 * 4112;
        double ofTheJvmItself = 8 * MIB; // shared out among the sites, because nothing of it was sampled

        assertThat(leak.liveBytes()).isBetween(atMost / 4, atMost + ofTheJvmItself + 3 * leak.liveBytesError());
        assertThat(leak.liveCount()).isCloseTo(leak.liveBytes() / 4112, withinPercentage(25));
        assertThat(leak.liveBytesError()).isBetween(1.0, leak.liveBytes() / 2);
    }

    @Test
    void seesTheLeakingMethodGrowFromSummaryToSummary() {
        assertThat(laterSummaries())
                .extracting(summary -> summary.largestLive().liveBytes())
                .hasSizeGreaterThan(2)
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void addsUpWhatTheWastefulMethodAllocated() {
        SentSummary summary = laterSummaries().get(0);
        SentSummary.Site waste = summary.site("io.heaptide.agent.LeakyProgram.waste");

        // 24 blocks a round, which is 18.8 MiB/s for rounds that take no time but their sleep
        assertThat(waste.allocatedBytes() / summary.seconds() / MIB).isBetween(4.0, 24.0);
        assertThat(waste.liveBytes()).isLessThan(MIB);
    }

    @Test
    void joinsItsWindowsWithoutAGap() {
        List<SentSummary> summaries = collector.summaries();

        assertThat(summaries).extracting(SentSummary::source).containsOnly("jfr");
        for (int next = 1; next < summaries.size(); next++) {
            assertThat(summaries.get(next).startMillis())
                    .isEqualTo(summaries.get(next - 1).endMillis());
        }
    }

    @Test
    void reportsBirthAndOrderlyDeath() {
        List<LogRecord> events = collector.events(Lifecycle.EVENT);

        assertThat(events)
                .extracting(event -> Fields.of(event.getBody()).text("type"))
                .containsExactly("start", "stop");
        assertThat(Fields.of(events.get(1).getBody()).text("reason")).isEqualTo("shutdown");
        assertThat(TimeUnit.NANOSECONDS.toMillis(events.get(0).getTimeUnixNano()))
                .isEqualTo(Instant.parse(collector.resource().getOrDefault("process.creation.time", ""))
                        .toEpochMilli());
    }

    /** The first window may end before a collection has told the living from the dead. */
    private static List<SentSummary> laterSummaries() {
        List<SentSummary> all = collector.summaries();
        return all.subList(1, all.size());
    }
}
