package io.heaptide.gateway;

import io.heaptide.signals.LogMapper;
import io.heaptide.signals.MappedLogs;
import io.heaptide.signals.MappedMetrics;
import io.heaptide.signals.MetricMapper;
import io.heaptide.signals.Rejections;
import io.heaptide.signals.publish.SignalSink;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * What both transports do with a request: map it, publish it, and answer once the sink has it durably.
 *
 * <p>A request answered as retryable may have been published in part, and is then published again. That is harmless: a
 * reading is identified by its series and its time, and whoever reads the topics takes the same reading once.
 */
final class OtlpIngest {

    private final MetricMapper metrics;
    private final LogMapper logs;
    private final SignalSink sink;
    private final Duration timeout;

    OtlpIngest(MetricMapper metrics, LogMapper logs, SignalSink sink, Duration timeout) {
        this.metrics = metrics;
        this.logs = logs;
        this.sink = sink;
        this.timeout = timeout;
    }

    CompletionStage<ExportMetricsServiceResponse> metrics(ExportMetricsServiceRequest request) {
        MappedMetrics mapped = metrics.map(request.getResourceMetricsList());
        ExportMetricsServiceResponse response = response(mapped.rejections());
        return inTime(sink.samples(mapped.readings())).thenApply(published -> response);
    }

    CompletionStage<ExportLogsServiceResponse> logs(ExportLogsServiceRequest request) {
        MappedLogs mapped = logs.map(request.getResourceLogsList());
        ExportLogsServiceResponse response = logsResponse(mapped.rejections());
        List<CompletableFuture<Void>> published = new ArrayList<>();
        mapped.summaries().forEach(summary -> published.add(inTime(sink.summary(summary))));
        mapped.events().forEach(event -> published.add(inTime(sink.event(event))));
        published.add(inTime(sink.samples(mapped.readings())));
        return CompletableFuture.allOf(published.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> response);
    }

    private CompletableFuture<Void> inTime(CompletionStage<Void> published) {
        return published.toCompletableFuture().orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Partial success is set only where something was rejected, as the specification asks. */
    private static ExportMetricsServiceResponse response(Rejections rejections) {
        ExportMetricsServiceResponse.Builder response = ExportMetricsServiceResponse.newBuilder();
        if (rejections.total() > 0) {
            response.setPartialSuccess(ExportMetricsPartialSuccess.newBuilder()
                    .setRejectedDataPoints(rejections.total())
                    .setErrorMessage(rejections.describe("data points")));
        }
        return response.build();
    }

    private static ExportLogsServiceResponse logsResponse(Rejections rejections) {
        ExportLogsServiceResponse.Builder response = ExportLogsServiceResponse.newBuilder();
        if (rejections.total() > 0) {
            response.setPartialSuccess(ExportLogsPartialSuccess.newBuilder()
                    .setRejectedLogRecords(rejections.total())
                    .setErrorMessage(rejections.describe("log records")));
        }
        return response.build();
    }
}
