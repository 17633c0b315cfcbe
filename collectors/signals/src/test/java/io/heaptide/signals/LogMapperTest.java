package io.heaptide.signals;

import static io.heaptide.signals.Otlp.NOW;
import static io.heaptide.signals.Otlp.attribute;
import static io.heaptide.signals.Otlp.list;
import static io.heaptide.signals.Otlp.nanos;
import static io.heaptide.signals.Otlp.number;
import static io.heaptide.signals.Otlp.resource;
import static io.heaptide.signals.Otlp.text;
import static io.heaptide.signals.Otlp.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.schemas.AllocationSummary;
import io.heaptide.schemas.LifecycleEvent;
import io.heaptide.schemas.LifecycleType;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogMapperTest {

    private final LogMapper mapper = new LogMapper(MappingPolicy.defaults(), InstantSource.fixed(NOW));

    @Test
    void readsAnAllocationSummary() {
        AllocationSummary summary = map(
                        Otlp.SERVICE, event(LogMapper.ALLOCATION_SUMMARY, summary(site("com.acme.Cache.put"))))
                .summaries()
                .get(0);

        assertThat(summary.getInstance().getServiceName()).isEqualTo("checkout");
        assertThat(summary.getSource()).isEqualTo("jfr");
        assertThat(summary.getWindowEndMs()).isEqualTo(NOW.toEpochMilli());
        assertThat(summary.getIncomplete()).isFalse();
        assertThat(summary.getSites()).singleElement().satisfies(site -> {
            assertThat(site.getSite()).isEqualTo("com.acme.Cache.put");
            assertThat(site.getFingerprint())
                    .isEqualTo(AllocationSiteFingerprint.of(List.of("com.acme.Cache.put", "com.acme.Main.main")));
            assertThat(site.getFrames()).hasSize(2);
            assertThat(site.getLiveBytes()).isEqualTo(1.5e6);
            assertThat(site.getAllocatedCount()).isEqualTo(12);
        });
    }

    @Test
    void sumsEntriesThatAreOneSiteDownstream() {
        AnyValue put = site("com.acme.Cache.put");
        AnyValue other = site("com.acme.Other.put");
        AllocationSummary summary = map(Otlp.SERVICE, event(LogMapper.ALLOCATION_SUMMARY, summary(put, other, put)))
                .summaries()
                .get(0);

        assertThat(summary.getSites()).hasSize(2);
        assertThat(summary.getSites().get(0).getLiveBytes()).isEqualTo(3e6);
        assertThat(summary.getSites().get(0).getAllocatedCount()).isEqualTo(24);
        assertThat(summary.getSites().get(1).getLiveBytes()).isEqualTo(1.5e6);
    }

    @Test
    void cutsASummaryThatIsTooLargeAndSaysSo() {
        AnyValue[] sites = IntStream.range(0, 6_000)
                .mapToObj(i -> site("com.acme.Generated" + i + "x".repeat(400)))
                .toArray(AnyValue[]::new);

        AllocationSummary summary = map(Otlp.SERVICE, event(LogMapper.ALLOCATION_SUMMARY, summary(sites)))
                .summaries()
                .get(0);

        assertThat(summary.getIncomplete()).isTrue();
        assertThat(summary.getSites()).hasSizeBetween(100, 5_000);
    }

    @ParameterizedTest
    @CsvSource({
        "start, START",
        "stop, STOP",
        "oom_kill, OOM_KILL",
        "deploy, DEPLOY",
        "limit_change, LIMIT_CHANGE",
    })
    void readsLifecycleEvents(String type, LifecycleType expected) {
        AnyValue body = Otlp.map(
                attribute("type", text(type)),
                attribute("reason", text("because")),
                attribute("limit_bytes", number(1024)));

        assertThat(map(Otlp.SERVICE, event(LogMapper.LIFECYCLE, body)).events())
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.getType()).isEqualTo(expected);
                    assertThat(event.getAtMs()).isEqualTo(NOW.toEpochMilli());
                    assertThat(event.getReason()).isEqualTo("because");
                    assertThat(event.getLimitBytes()).isEqualTo(1024L);
                });
    }

    @Test
    void readsTheEventNameFromItsOldPlace() {
        LogRecord record = event("", Otlp.map(attribute("type", text("start")))).toBuilder()
                .addAttributes(attribute("event.name", text(LogMapper.LIFECYCLE)))
                .build();

        assertThat(map(Otlp.SERVICE, record).events())
                .singleElement()
                .satisfies(event -> assertThat(event.getLimitBytes()).isNull());
    }

    @Test
    void findsTheContainerOfAKubernetesEvent() {
        Resource receiver = resource(Map.of(
                "k8s.object.kind", "Pod",
                "k8s.object.name", "checkout-6d4cf56db6-x7k2p",
                "k8s.object.uid", "4711",
                "k8s.object.fieldpath", "spec.containers{app}",
                "k8s.node.name", "n1"));
        LogRecord record = event("", text("Stopping container app")).toBuilder()
                .addAttributes(attribute("k8s.event.reason", text("Killing")))
                .addAttributes(attribute("k8s.namespace.name", text("shop")))
                .build();

        LifecycleEvent event = map(receiver, record).events().get(0);

        assertThat(event.getType()).isEqualTo(LifecycleType.STOP);
        assertThat(event.getInstance().getServiceInstanceId()).isEqualTo("shop/checkout-6d4cf56db6-x7k2p/app");
        assertThat(event.getInstance().getServiceName()).isEqualTo("checkout");
        assertThat(event.getInstance().getServiceNamespace()).isEqualTo("shop");
        assertThat(event.getReason()).isEqualTo("Killing: Stopping container app");
    }

    @ParameterizedTest
    @CsvSource({"OOMKilling, OOM_KILL", "SystemOOM, OOM_KILL", "Started, START", "Evicted, STOP"})
    void readsTheReasonsThatTellOfALife(String reason, LifecycleType type) {
        LogRecord record = event("", text("")).toBuilder()
                .addAttributes(attribute("k8s.event.reason", text(reason)))
                .addAttributes(attribute("k8s.node.name", text("n1")))
                .build();

        assertThat(map(Resource.getDefaultInstance(), record).events())
                .extracting(LifecycleEvent::getType)
                .containsExactly(type);
    }

    @Test
    void leavesOtherLogsAside() {
        LogRecord pulled = event("", text("")).toBuilder()
                .addAttributes(attribute("k8s.event.reason", text("Pulled")))
                .build();

        assertThat(map(Otlp.SERVICE, pulled, event("", text("GET /"))))
                .isEqualTo(new MappedLogs(List.of(), List.of(), List.of(), Rejections.NONE, 2));
    }

    @Test
    void rejectsWhatCannotBeUsedWithItsReasonAndKeepsTheRest() {
        MappedLogs mapped = map(
                Otlp.SERVICE,
                event(LogMapper.ALLOCATION_SUMMARY, text("not a map")),
                event(LogMapper.ALLOCATION_SUMMARY, Otlp.map()),
                event(LogMapper.ALLOCATION_SUMMARY, summary(Otlp.map(attribute("live_bytes", number(1))))),
                event(LogMapper.LIFECYCLE, Otlp.map(attribute("type", text("exploded")))),
                event(LogMapper.LIFECYCLE, Otlp.map(attribute("type", text("start")))).toBuilder()
                        .clearTimeUnixNano()
                        .build(),
                event(LogMapper.LIFECYCLE, Otlp.map(attribute("type", text("start")))));

        assertThat(mapped.rejections().byReason())
                .containsOnly(
                        Map.entry(DropReason.MALFORMED_BODY, 3L),
                        Map.entry(DropReason.UNKNOWN_LIFECYCLE_TYPE, 1L),
                        Map.entry(DropReason.NO_TIMESTAMP, 1L));
        assertThat(mapped.events()).hasSize(1);
    }

    private MappedLogs map(Resource resource, LogRecord... records) {
        return mapper.map(List.of(ResourceLogs.newBuilder()
                .setResource(resource)
                .addScopeLogs(ScopeLogs.newBuilder().addAllLogRecords(List.of(records)))
                .build()));
    }

    private static LogRecord event(String name, AnyValue body) {
        return LogRecord.newBuilder()
                .setEventName(name)
                .setTimeUnixNano(nanos(NOW))
                .setBody(body)
                .build();
    }

    private static AnyValue summary(AnyValue... sites) {
        return Otlp.map(
                attribute("source", text("jfr")),
                attribute("window_start_ms", number(NOW.minusSeconds(60).toEpochMilli())),
                attribute("window_end_ms", number(NOW.toEpochMilli())),
                attribute("sites", list(sites)));
    }

    private static AnyValue site(String frame) {
        KeyValue bytes = attribute(
                "live_bytes", AnyValue.newBuilder().setDoubleValue(1.5e6).build());
        return Otlp.map(
                attribute("site", text(frame)),
                attribute("type", text("byte[]")),
                attribute("frames", texts(frame, "com.acme.Main.main")),
                attribute("allocated_count", number(12)),
                bytes);
    }
}
