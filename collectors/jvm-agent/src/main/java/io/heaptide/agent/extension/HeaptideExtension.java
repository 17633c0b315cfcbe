package io.heaptide.agent.extension;

import io.heaptide.agent.AgentLife;
import io.heaptide.agent.AgentSettings;
import io.opentelemetry.javaagent.extension.AgentListener;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizer;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.internal.DefaultConfigProperties;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Heaptide inside the OpenTelemetry Java agent: {@code -Dotel.javaagent.extensions=heaptide-jvm-agent-extension.jar}.
 *
 * <p>That agent measures the runtime itself; this adds direct and mapped buffers to what it measures, and everything of
 * Heaptide's own. The agent makes two of these, one for each of its interfaces, and asks the configuring one first.
 */
public final class HeaptideExtension implements AutoConfigurationCustomizerProvider, AgentListener {

    /** Defaults, below whatever the user sets. */
    private static final Map<String, String> DEFAULTS =
            Map.of("otel.instrumentation.runtime-telemetry.emit-experimental-metrics", "true");

    /** A host's exit waits for its last events no longer than this. */
    private static final Duration LAST_EXPORT = Duration.ofSeconds(1);

    /** Stays empty under declarative configuration, which asks no customizer. */
    private static volatile ConfigProperties configuration = DefaultConfigProperties.createFromMap(Map.of());

    /** Called by the agent, by its interfaces' rules. */
    public HeaptideExtension() {}

    @Override
    public void customize(AutoConfigurationCustomizer agent) {
        agent.addPropertiesSupplier(() -> DEFAULTS).addPropertiesCustomizer(config -> {
            configuration = config;
            return Map.of();
        });
    }

    @Override
    public void afterAgent(AutoConfiguredOpenTelemetrySdk configured) {
        OpenTelemetrySdk sdk = configured.getOpenTelemetrySdk();
        AgentLife.begin(() -> new AgentLife(sdk, AgentSettings.from(configuration), () -> sendTheLast(sdk)));
    }

    private static void sendTheLast(OpenTelemetrySdk sdk) {
        sdk.getSdkLoggerProvider().forceFlush().join(LAST_EXPORT.toMillis(), TimeUnit.MILLISECONDS);
    }
}
