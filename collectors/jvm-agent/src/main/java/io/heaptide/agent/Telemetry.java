package io.heaptide.agent;

import static java.util.Objects.requireNonNull;

import io.heaptide.agent.outbox.Outboxes;
import io.opentelemetry.instrumentation.runtimetelemetry.RuntimeTelemetry;
import io.opentelemetry.instrumentation.runtimetelemetry.RuntimeTelemetryBuilder;
import io.opentelemetry.instrumentation.runtimetelemetry.internal.Experimental;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.resources.Resource;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The OpenTelemetry SDK, configured as its environment says, and the agent's settings from the same source.
 *
 * @param sdk never registered as global: the host may have one of its own
 * @param settings read through the SDK's own rules for environment and system properties
 */
record Telemetry(OpenTelemetrySdk sdk, AgentSettings settings) {

    /** What the agent prefers where nobody says otherwise. */
    private static final Map<String, String> DEFAULTS = Map.of(
            "otel.exporter.otlp.protocol", "http/protobuf",
            "otel.exporter.otlp.compression", "gzip");

    /** A host's exit waits for its last measurements no longer than this. */
    private static final Duration LAST_EXPORT = Duration.ofSeconds(1);

    static Telemetry configure(AgentOptions options) {
        AtomicReference<@Nullable AgentSettings> settings = new AtomicReference<>();
        Outboxes outboxes = new Outboxes();
        OpenTelemetrySdk sdk = AutoConfiguredOpenTelemetrySdk.builder()
                .setServiceClassLoader(Telemetry.class.getClassLoader())
                .disableShutdownHook()
                .addPropertiesSupplier(() -> DEFAULTS)
                .addResourceCustomizer((resource, config) -> withoutCommandLine(resource))
                .addPropertiesCustomizer(config -> overrides(options))
                .addPropertiesCustomizer(config -> {
                    settings.set(AgentSettings.from(config));
                    return Map.of();
                })
                .addMetricExporterCustomizer((exporter, config) -> outboxes.around(exporter, buffer(config)))
                .addLogRecordExporterCustomizer((exporter, config) -> outboxes.around(exporter, buffer(config)))
                .build()
                .getOpenTelemetrySdk();
        outboxes.register(sdk.getMeter(AgentLife.SCOPE));
        return new Telemetry(sdk, requireNonNull(settings.get(), "the SDK must read its configuration"));
    }

    /** A life that measures the runtime, too, which nobody else does for this SDK. */
    AgentLife life() {
        if (settings.enabled()) {
            RuntimeTelemetryBuilder runtime = RuntimeTelemetry.builder(sdk);
            Experimental.setEmitExperimentalMetrics(runtime, true); // direct and mapped buffers leak too
            runtime.build();
        }
        return new AgentLife(sdk, settings, this::close);
    }

    /** Sends what is left, within a bound. */
    private void close() {
        sdk.shutdown().join(LAST_EXPORT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static int buffer(ConfigProperties config) {
        return AgentSettings.from(config).bufferedBatches();
    }

    /** Command lines carry secrets and add nothing to an instance's identity. */
    private static Resource withoutCommandLine(Resource resource) {
        return resource.toBuilder()
                .removeIf(key -> key.getKey().startsWith("process.command"))
                .build();
    }

    private static Map<String, String> overrides(AgentOptions options) {
        Map<String, String> overrides = new HashMap<>(options.properties());
        // the agent makes no spans, whatever exporter the host's own SDK was given in the environment
        overrides.put("otel.traces.exporter", "none");
        return overrides;
    }
}
