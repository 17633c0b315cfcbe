package io.heaptide.importers.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heaptide.importers.BadProfile;
import io.heaptide.importers.ImportPolicy;
import io.heaptide.importers.ProfileSource;
import io.heaptide.schemas.InstanceRef;
import io.heaptide.signals.InstanceReadings;
import io.heaptide.signals.Reading;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LambdaReportsTest {

    private static final long MIB = 1 << 20;
    private static final long FIRST = Instant.parse("2026-07-01T10:00:00.123Z").toEpochMilli();

    /** As {@code aws logs tail /aws/lambda/checkout} prints it. */
    private static final String TAIL = """
            2026-07-01T10:00:00.100000+00:00 2026/07/01/[42]aaaa1111 INIT_START Runtime Version: java:21.v30
            2026-07-01T10:00:00.110000+00:00 2026/07/01/[42]aaaa1111 START RequestId: r-1 Version: 42
            2026-07-01T10:00:00.123000+00:00 2026/07/01/[42]aaaa1111 REPORT RequestId: r-1\tDuration: 12.3 ms\tBilled Duration: 13 ms\tMemory Size: 512 MB\tMax Memory Used: 90 MB\tInit Duration: 200.5 ms\t
            2026-07-01T10:00:05.000000+00:00 2026/07/01/[41]bbbb2222 REPORT RequestId: r-2\tDuration: 2.3 ms\tBilled Duration: 3 ms\tMemory Size: 512 MB\tMax Memory Used: 70 MB\t
            2026-07-01T10:01:00.000000+00:00 2026/07/01/[42]aaaa1111 REPORT RequestId: r-3\tDuration: 2.3 ms\tBilled Duration: 3 ms\tMemory Size: 512 MB\tMax Memory Used: 95 MB\t
            """;

    /** Of the Telemetry API, of two sandboxes one after the other. */
    private static final String TELEMETRY = """
            [{"time":"2026-07-01T10:00:00.100Z","type":"platform.start","record":{"requestId":"r-1","version":"42"}},
             {"time":"2026-07-01T10:00:00.123Z","type":"platform.report","record":{"requestId":"r-1","status":"success",
              "metrics":{"durationMs":12.3,"billedDurationMs":13,"memorySizeMB":512,"maxMemoryUsedMB":90,"initDurationMs":200.5},
              "tracing":{"type":"X-Amzn-Trace-Id","value":"Root=1"}}},
             {"time":"2026-07-01T10:01:00Z","type":"platform.report","record":{"requestId":"r-2",
              "metrics":{"memorySizeMB":512,"maxMemoryUsedMB":95}}},
             {"time":"2026-07-01T11:00:00Z","type":"platform.report","record":{"requestId":"r-3",
              "metrics":{"memorySizeMB":512,"maxMemoryUsedMB":60,"initDurationMs":180}}}]
            """;

    @Test
    void eachSandboxIsASeriesOfItsVersion() throws IOException {
        FunctionReadings read = read(TAIL);
        assertThat(read.missing()).isEmpty();
        assertThat(read.sandboxes()).hasSize(2);
        InstanceReadings first = read.sandboxes().get(0);
        assertThat(first.instance().getServiceName()).isEqualTo("checkout");
        assertThat(first.instance().getServiceVersion()).isEqualTo("42");
        assertThat(first.instance().getServiceInstanceId()).isEqualTo("2026/07/01/[42]aaaa1111");
        assertThat(first.readings())
                .containsExactly(
                        new Reading("faas.mem_usage", "", FIRST, 90 * MIB),
                        new Reading("faas.memory.limit", "", FIRST, 512 * MIB),
                        new Reading("faas.mem_usage", "", FIRST + 59_877, 95 * MIB),
                        new Reading("faas.memory.limit", "", FIRST + 59_877, 512 * MIB));
        assertThat(read.sandboxes().get(1).instance().getServiceVersion()).isEqualTo("41");
    }

    @Test
    void telemetryWithoutLogStreamsStartsASandboxWhereOneWasInitialised() throws IOException {
        FunctionReadings read = read(TELEMETRY);
        assertThat(read.sandboxes())
                .extracting(sandbox -> sandbox.instance().getServiceInstanceId())
                .containsExactly("r-1", "r-3");
        assertThat(read.sandboxes().get(0).instance().getServiceVersion()).isEqualTo("42");
        assertThat(read.sandboxes().get(0).readings()).hasSize(4);
    }

    @Test
    void readsEventsOfCloudWatchInEitherLogFormat() throws IOException {
        String event = "{\"logStreamName\":\"2026/07/01/[42]aaaa1111\",\"timestamp\":" + FIRST + ",\"message\":\"%s\"}";
        String text = "REPORT RequestId: r-1\\tMemory Size: 512 MB\\tMax Memory Used: 90 MB\\t\\n";
        String json =
                "{\\\"time\\\":\\\"2026-07-01T10:00:00.123Z\\\",\\\"type\\\":\\\"platform.report\\\",\\\"record\\\":"
                        + "{\\\"requestId\\\":\\\"r-1\\\",\\\"metrics\\\":{\\\"memorySizeMB\\\":512,\\\"maxMemoryUsedMB\\\":90}}}";
        FunctionReadings ofText = read("{\"events\":[" + event.formatted(text) + "]}");
        FunctionReadings ofJson = read("{\"events\":[" + event.formatted(json) + "]}");
        assertThat(ofText.sandboxes()).hasSize(1).isEqualTo(ofJson.sandboxes());
        assertThat(ofText.sandboxes().get(0).readings().get(0))
                .isEqualTo(new Reading("faas.mem_usage", "", FIRST, 90 * MIB));
    }

    @Test
    void whatIsNotPublishedKeepsTheVersionTheUserGave() throws IOException {
        assertThat(read(TAIL.replace("[42]", "[$LATEST]"))
                        .sandboxes()
                        .get(0)
                        .instance()
                        .getServiceVersion())
                .isEqualTo("v1");
    }

    @Test
    void filesCutAnywhereAreAPartOrRefused() throws IOException {
        for (String whole : new String[] {TAIL, TELEMETRY}) {
            int parts = 0;
            for (int length = 0; length < whole.length() - 2; length++) {
                try {
                    FunctionReadings part = read(whole.substring(0, length));
                    assertThat(part.sandboxes()).isNotEmpty();
                    parts++;
                } catch (BadProfile refused) {
                    assertThat(refused).hasMessageMatching("(?s)(line|byte|no report|the file ends).*");
                }
            }
            assertThat(parts).isPositive();
        }
        assertThat(read(TELEMETRY.substring(0, TELEMETRY.length() - 60))
                        .missing()
                        .orElseThrow())
                .contains("inside an event");
    }

    @Test
    void aReportWithoutATimeIsRefused() {
        assertThatThrownBy(() -> read("REPORT RequestId: r-1\tMemory Size: 512 MB\tMax Memory Used: 90 MB\n"))
                .isInstanceOf(BadProfile.class)
                .hasMessageStartingWith("line 1: a report without a time");
        assertThatThrownBy(() -> read(TELEMETRY.replace("\"time\"", "\"then\"")))
                .isInstanceOf(BadProfile.class)
                .hasMessageContaining("a report without a time");
    }

    @Test
    void hugeNumbersAndDeepNestingAreRefused() {
        assertThatThrownBy(() -> read(TELEMETRY.replace("512", "9".repeat(30))))
                .isInstanceOf(BadProfile.class)
                .hasMessageContaining("a report without memory");
        assertThatThrownBy(() -> read("[{\"a\":".repeat(1000)))
                .isInstanceOf(BadProfile.class)
                .hasMessageContaining("byte");
    }

    private static FunctionReadings read(String text) throws IOException {
        InstanceRef function = InstanceRef.newBuilder()
                .setServiceName("checkout")
                .setServiceVersion("v1")
                .setServiceInstanceId("checkout")
                .build();
        try (ProfileSource source =
                ProfileSource.of(new ByteArrayInputStream(text.getBytes(UTF_8)), ImportPolicy.defaults())) {
            return LambdaReports.read(source, function, ImportPolicy.defaults());
        }
    }
}
