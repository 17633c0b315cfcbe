package io.heaptide.agent;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** A collector that keeps what it is sent over real OTLP/HTTP. */
final class OtlpReceiver implements AutoCloseable {

    private final HttpServer http;
    private final List<ExportMetricsServiceRequest> metrics = new CopyOnWriteArrayList<>();
    private final List<ExportLogsServiceRequest> logs = new CopyOnWriteArrayList<>();

    private OtlpReceiver(HttpServer http) {
        this.http = http;
    }

    static OtlpReceiver start() throws IOException {
        return start(0);
    }

    static OtlpReceiver start(int port) throws IOException {
        OtlpReceiver receiver =
                new OtlpReceiver(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0));
        receiver.http.createContext(
                "/v1/metrics",
                exchange ->
                        answer(exchange, body -> receiver.metrics.add(ExportMetricsServiceRequest.parseFrom(body))));
        receiver.http.createContext(
                "/v1/logs",
                exchange -> answer(exchange, body -> receiver.logs.add(ExportLogsServiceRequest.parseFrom(body))));
        receiver.http.start();
        return receiver;
    }

    String endpoint() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    @Override
    public void close() {
        http.stop(0);
    }

    /** Waits until something holds of what arrived; the caller asserts afterwards. */
    void await(Duration atMost, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    Map<String, String> resource() {
        return Stream.concat(
                        metrics.stream()
                                .flatMap(request -> request.getResourceMetricsList().stream())
                                .map(resource -> resource.getResource()),
                        logs.stream()
                                .flatMap(request -> request.getResourceLogsList().stream())
                                .map(resource -> resource.getResource()))
                .map(Resource::getAttributesList)
                .findFirst()
                .map(OtlpReceiver::texts)
                .orElse(Map.of());
    }

    /** Everything measured, as it came. */
    List<ResourceMetrics> metrics() {
        return metrics.stream()
                .flatMap(request -> request.getResourceMetricsList().stream())
                .toList();
    }

    /** Every data point of a metric, oldest first. */
    List<NumberDataPoint> points(String metric) {
        return metrics().stream()
                .flatMap(resource -> resource.getScopeMetricsList().stream())
                .flatMap(scope -> scope.getMetricsList().stream())
                .filter(candidate -> candidate.getName().equals(metric))
                .flatMap(OtlpReceiver::points)
                .toList();
    }

    /** The names of all scopes that measure something of that name. */
    Set<String> scopesOf(String metric) {
        return metrics().stream()
                .flatMap(resource -> resource.getScopeMetricsList().stream())
                .filter(scope -> scope.getMetricsList().stream()
                        .anyMatch(one -> one.getName().equals(metric)))
                .map(scope -> scope.getScope().getName())
                .collect(Collectors.toSet());
    }

    List<LogRecord> events(String name) {
        return logs.stream()
                .flatMap(request -> request.getResourceLogsList().stream())
                .flatMap(resource -> resource.getScopeLogsList().stream())
                .flatMap(scope -> scope.getLogRecordsList().stream())
                .filter(event -> event.getEventName().equals(name))
                .toList();
    }

    /** Values of a metric's points in one memory pool, by name pattern, oldest first. */
    List<Long> inPool(String metric, String pool) {
        return points(metric).stream()
                .filter(point -> texts(point.getAttributesList())
                        .getOrDefault("jvm.memory.pool.name", "")
                        .matches(pool))
                .map(NumberDataPoint::getAsInt)
                .toList();
    }

    List<SentSummary> summaries() {
        return events(AllocationEvent.EVENT).stream().map(SentSummary::of).toList();
    }

    static Map<String, String> texts(List<KeyValue> attributes) {
        return attributes.stream()
                .collect(Collectors.toMap(
                        KeyValue::getKey,
                        attribute -> attribute.getValue().hasIntValue()
                                ? Long.toString(attribute.getValue().getIntValue())
                                : attribute.getValue().getStringValue()));
    }

    private static Stream<NumberDataPoint> points(Metric metric) {
        return metric.hasGauge()
                ? metric.getGauge().getDataPointsList().stream()
                : metric.getSum().getDataPointsList().stream();
    }

    private static void answer(HttpExchange exchange, Body body) throws IOException {
        try (exchange) {
            InputStream raw = exchange.getRequestBody();
            boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            body.read(zipped ? new GZIPInputStream(raw) : raw);
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private interface Body {
        void read(InputStream body) throws IOException;
    }
}
