package io.heaptide.gateway;

import io.heaptide.gateway.profiles.MappedProfiles;
import io.heaptide.gateway.profiles.ProfileMapper;
import io.heaptide.signals.LogMapper;
import io.heaptide.signals.MappedLogs;
import io.heaptide.signals.MappedMetrics;
import io.heaptide.signals.MappingPolicy;
import io.heaptide.signals.MetricMapper;
import io.heaptide.signals.publish.MetricIntake;
import io.heaptide.signals.publish.SignalSink;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceRequest;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceResponse;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * What every protocol does with a request: map it, publish it, and answer once the sink has it durably.
 *
 * <p>A request answered as retryable may have been published in part, and is then published again. That is harmless: a
 * reading is identified by its series and its time, and whoever reads the topics takes the same reading once.
 */
final class Ingest {

    private final MetricIntake metrics;
    private final LogMapper logs;
    private final ProfileMapper profiles;
    private final SignalSink sink;
    private final Duration timeout;
    private final GatewayMetrics counts;

    Ingest(MappingPolicy policy, InstantSource clock, SignalSink sink, Duration timeout, GatewayMetrics counts) {
        this.metrics = new MetricIntake(new MetricMapper(policy, clock), sink);
        this.logs = new LogMapper(policy, clock);
        this.profiles = new ProfileMapper(logs);
        this.sink = sink;
        this.timeout = timeout;
        this.counts = counts;
    }

    CompletionStage<ExportMetricsServiceResponse> metrics(ExportMetricsServiceRequest request) {
        return readings(request.getResourceMetricsList()).thenApply(mapped -> Answers.metrics(mapped.rejections()));
    }

    CompletionStage<ExportLogsServiceResponse> logs(ExportLogsServiceRequest request) {
        MappedLogs mapped = logs.map(request.getResourceLogsList());
        return published(mapped).thenApply(done -> {
            long accepted = 0L
                    + mapped.summaries().size()
                    + mapped.events().size()
                    + mapped.readings().size();
            counts.taken("logs", accepted, mapped.ignoredRecords(), mapped.rejections());
            return Answers.logs(mapped.rejections());
        });
    }

    CompletionStage<ExportProfilesServiceResponse> profiles(ExportProfilesServiceRequest request) {
        MappedProfiles mapped = profiles.map(request);
        return all(mapped.summaries().stream().map(sink::summary).toList()).thenApply(done -> {
            counts.taken("profiles", mapped.acceptedProfiles(), mapped.ignoredProfiles(), mapped.rejections());
            return Answers.profiles(mapped.rejections());
        });
    }

    /** Publishes readings, whichever protocol brought them; what comes of it tells what was left out. */
    CompletionStage<MappedMetrics> readings(List<ResourceMetrics> sent) {
        return inTime(metrics.take(sent)).thenApply(mapped -> {
            counts.taken("metrics", mapped.readingCount(), mapped.ignoredPoints(), mapped.rejections());
            return mapped;
        });
    }

    private CompletionStage<Void> published(MappedLogs mapped) {
        List<CompletionStage<Void>> published = new ArrayList<>();
        mapped.summaries().forEach(summary -> published.add(sink.summary(summary)));
        mapped.events().forEach(event -> published.add(sink.event(event)));
        published.add(sink.samples(mapped.readings()));
        return all(published);
    }

    private CompletionStage<Void> all(List<CompletionStage<Void>> published) {
        return CompletableFuture.allOf(published.stream().map(this::inTime).toArray(CompletableFuture<?>[]::new));
    }

    private <T> CompletableFuture<T> inTime(CompletionStage<T> published) {
        return published.toCompletableFuture().orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }
}
