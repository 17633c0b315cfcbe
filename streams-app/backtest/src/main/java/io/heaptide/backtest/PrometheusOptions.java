package io.heaptide.backtest;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that take samples from a Prometheus server. */
final class PrometheusOptions {
    @Option(
            names = "--prometheus",
            paramLabel = "URL",
            description = "base address of a Prometheus server, or of anything with its HTTP API")
    private @Nullable URI server;

    @Option(names = "--query", paramLabel = "PROMQL", description = "series to replay, such as container_memory_rss")
    private @Nullable String query;

    @Option(
            names = "--limit-query",
            paramLabel = "PROMQL",
            defaultValue = "",
            description = "series with the limits of the same instances, such as container_spec_memory_limit_bytes")
    private String limitQuery = "";

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "first time: 2026-01-31T08:00:00Z, a day, or epoch seconds")
    private @Nullable Instant from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "last time (default: now)")
    private @Nullable Instant to;

    @Option(
            names = "--step",
            paramLabel = "DURATION",
            defaultValue = "1m",
            converter = DurationConverter.class,
            description = "time between samples (default: ${DEFAULT-VALUE})")
    private Duration step = Duration.ofMinutes(1);

    @Option(
            names = "--header",
            paramLabel = "'NAME: VALUE'",
            converter = SecretHeader.Converter.class,
            description = "sent with every request, such as 'Authorization: Bearer …'; may be given again, "
                    + "or in a file of options as @FILE; never printed")
    private List<SecretHeader> headers = new ArrayList<>();

    @Option(
            names = "--service-label",
            paramLabel = "LABEL",
            defaultValue = "",
            description = "label that names the service (default: service_name, job, app, or the pod's workload)")
    private String serviceLabel = "";

    @Option(
            names = "--instance-label",
            paramLabel = "LABEL",
            defaultValue = "",
            description =
                    "label that names the instance (default: service_instance_id, pod and container, or instance)")
    private String instanceLabel = "";

    @Option(
            names = "--metric",
            paramLabel = "SIGNAL",
            defaultValue = "",
            description = "what the query measures, such as process.memory.usage (default: told by the metric's name)")
    private String metric = "";

    boolean areGiven() {
        return server != null || query != null || from != null || to != null || !limitQuery.isEmpty();
    }

    /** The source; throws {@link IllegalArgumentException} that names the option, the value and the remedy. */
    Readings open(InstantSource clock, Consumer<String> notices) {
        URI address = requireServer();
        if (query == null) {
            throw new IllegalArgumentException(
                    "--query is missing: give a PromQL expression such as container_memory_rss");
        }
        if (from == null) {
            throw new IllegalArgumentException("--from is missing: give the first time, such as 2026-01-31T08:00:00Z");
        }
        long toMillis = (to == null ? clock.instant() : to).toEpochMilli();
        RangeQuery range = new RangeQuery(query, limitQuery, from.toEpochMilli(), toMillis, step.toMillis());
        return new PrometheusReadings(
                new PrometheusClient(address, headers, Patience.defaults(), notices),
                range,
                new SeriesNaming.Choice(serviceLabel, instanceLabel, metric));
    }

    private URI requireServer() {
        if (server == null) {
            throw new IllegalArgumentException(
                    "--prometheus is missing: give the server's address, such as http://localhost:9090");
        }
        String scheme = String.valueOf(server.getScheme()).toLowerCase(Locale.ROOT);
        if (server.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    "--prometheus has a user or password in it: give them by --header 'Authorization: Basic …'");
        }
        if (!(scheme.equals("http") || scheme.equals("https")) || server.getHost() == null) {
            throw new IllegalArgumentException(
                    "--prometheus is '" + server + "': give an address such as http://localhost:9090");
        }
        return server;
    }

    /** What was asked, for the report: nothing secret. */
    String describe() {
        return (query == null ? "" : query + " at ") + (server == null ? "no server" : server);
    }
}
