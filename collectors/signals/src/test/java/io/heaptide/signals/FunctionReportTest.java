package io.heaptide.signals;

import static io.heaptide.signals.Otlp.NOW;
import static io.heaptide.signals.Otlp.attribute;
import static io.heaptide.signals.Otlp.nanos;
import static io.heaptide.signals.Otlp.number;
import static io.heaptide.signals.Otlp.resource;
import static io.heaptide.signals.Otlp.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts and events as Lambda's documentation shows them. */
class FunctionReportTest {

    private static final long MIB = 1 << 20;
    private static final String STREAM = "2026/07/01/[42]8c1f4e2a9b7d4c3e8f6a1b2c3d4e5f60";

    /** Lambda developer guide, "Working with Lambda function logs". */
    private static final String LINE = "REPORT RequestId: 8f507cfc-xmpl-4697-b07a-ac58fc914c95\tDuration: 15.74 ms\t"
            + "Billed Duration: 16 ms\tMemory Size: 128 MB\tMax Memory Used: 90 MB\tInit Duration: 130.49 ms\t\n";

    /** Lambda developer guide, "Telemetry API Event schema reference". */
    private static final String EVENT = """
            {"time": "2022-10-12T00:01:15.000Z", "type": "platform.report", "record": {
              "metrics": {"billedDurationMs": 694, "durationMs": 693.92, "initDurationMs": 397.68,
                "maxMemoryUsedMB": 84, "memorySizeMB": 128},
              "requestId": "6d68ca91-49c9-448d-89b8-7ca3e6dc66aa", "status": "success"}}""";

    private final LogMapper mapper = new LogMapper(MappingPolicy.defaults(), InstantSource.fixed(NOW));

    @Test
    void aLineOfALogGroupBelongsToTheSandboxThatWroteIt() {
        InstanceReadings sandbox = only(map(
                resource(Map.of("cloudwatch.log.group.name", "/aws/lambda/checkout", "cloudwatch.log.stream", STREAM)),
                record(text(LINE))));

        assertThat(sandbox.instance().getServiceName()).isEqualTo("checkout");
        assertThat(sandbox.instance().getServiceVersion()).isEqualTo("42");
        assertThat(sandbox.instance().getServiceInstanceId()).isEqualTo(STREAM);
        assertThat(sandbox.readings())
                .containsExactly(
                        new Reading("faas.mem_usage", "", NOW.toEpochMilli(), 90 * MIB),
                        new Reading("faas.memory.limit", "", NOW.toEpochMilli(), 128 * MIB));
    }

    @Test
    void aReportByAnExtensionBelongsToTheFunctionsVersionWhereNoSandboxIsNamed() {
        Resource extension = resource(Map.of(
                "service.name", "orders", "faas.name", "checkout", "faas.version", "7", "faas.max_memory", "128"));
        LogRecord spaced = record(text("REPORT RequestId: 1 Duration: 3.00 ms Billed Duration: 3 ms Memory Size: 512 MB"
                + " Max Memory Used: 70 MB"));

        InstanceReadings version = only(map(extension, spaced));

        assertThat(version.instance().getServiceName()).isEqualTo("orders");
        assertThat(version.instance().getServiceVersion()).isEqualTo("7");
        assertThat(version.instance().getServiceInstanceId()).isEqualTo("checkout:7");
        assertThat(version.readings().get(1).bytes()).isEqualTo(512 * MIB);
    }

    @Test
    void whatIsNotPublishedHasNoVersion() {
        Resource latest = resource(Map.of("faas.name", "checkout", "faas.version", "$LATEST"));
        assertThat(only(map(latest, record(text(LINE)))).instance().getServiceInstanceId())
                .isEqualTo("checkout");
        assertThat(only(map(latest, record(text(LINE)))).instance().getServiceVersion())
                .isEmpty();
    }

    @Test
    void anEventIsReadAsTextAsAMapAndAsItsInnerRecord() {
        AnyValue metrics = Otlp.map(
                attribute(
                        "maxMemoryUsedMB",
                        AnyValue.newBuilder().setDoubleValue(84).build()),
                attribute("memorySizeMB", number(128)));
        AnyValue inner = Otlp.map(attribute("requestId", text("6d68ca91")), attribute("metrics", metrics));
        AnyValue whole = Otlp.map(attribute("type", text("platform.report")), attribute("record", inner));
        LogRecord typed = record(inner).toBuilder()
                .addAttributes(attribute("type", text("platform.report")))
                .build();
        Resource sandbox = resource(Map.of("faas.name", "checkout", "faas.instance", STREAM));

        for (LogRecord record : List.of(record(text(EVENT)), record(whole), typed)) {
            assertThat(only(map(sandbox, record)).readings())
                    .extracting(Reading::bytes)
                    .containsExactly(84 * MIB, 128 * MIB);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "REPORT RequestId: 8f507cfc\tDuration: 15.74 ms\tMemory Size: 128 MB",
                "REPORT RequestId: 8f507cfc\tMemory Size: 128 MB\tMax Memory Used: 99999999999 MB",
                "START RequestId: 8f507cfc Version: 42",
                "{\"type\":\"platform.start\",\"record\":{\"maxMemoryUsedMB\":1,\"memorySizeMB\":2}}",
                "{\"type\":\"platform.report\",\"record\":{\"metrics\":{\"memorySizeMB\":128}}}",
                "{\"type\":\"platform.report\",\"record\":{\"metrics\":{\"memorySizeMB\":128,\"maxMemoryUsedMB\":-3}}}",
            })
    void whatTellsOfNoMemoryIsLeftAside(String body) {
        MappedLogs mapped = map(Otlp.SERVICE, record(text(body)));
        assertThat(mapped.readings()).isEmpty();
        assertThat(mapped.ignoredRecords()).isEqualTo(1);
    }

    @Test
    void aReportOfNobodyIsRejected() {
        assertThat(map(Resource.getDefaultInstance(), record(text(LINE)))
                        .rejections()
                        .byReason())
                .containsExactly(Map.entry(DropReason.NO_INSTANCE, 1L));
    }

    private static InstanceReadings only(MappedLogs mapped) {
        assertThat(mapped.rejections()).isEqualTo(Rejections.NONE);
        assertThat(mapped.readings()).hasSize(1);
        return mapped.readings().get(0);
    }

    private MappedLogs map(Resource resource, LogRecord record) {
        return mapper.map(List.of(ResourceLogs.newBuilder()
                .setResource(resource)
                .addScopeLogs(ScopeLogs.newBuilder().addLogRecords(record))
                .build()));
    }

    private static LogRecord record(AnyValue body) {
        return LogRecord.newBuilder().setTimeUnixNano(nanos(NOW)).setBody(body).build();
    }
}
