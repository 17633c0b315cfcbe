package io.heaptide.simulator.otlp;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/** A real HTTP server that keeps what it takes and answers as it is told, then with full success. */
public final class FakeReceiver implements AutoCloseable {

    /** What to answer to one request. */
    public record Scripted(int status, Map<String, String> headers, ByteString body) {

        static Scripted status(int status) {
            return new Scripted(status, Map.of(), ByteString.EMPTY);
        }

        static Scripted retryAfter(int status, String wait) {
            return new Scripted(status, Map.of("Retry-After", wait), ByteString.EMPTY);
        }

        static Scripted body(int status, MessageLite message) {
            return new Scripted(status, Map.of(), message.toByteString());
        }
    }

    private final HttpServer server;
    private final ExecutorService workers = Executors.newFixedThreadPool(4);
    private final Deque<Scripted> script = new ArrayDeque<>();
    private final List<ExportMetricsServiceRequest> metrics = new ArrayList<>();
    private final List<ExportLogsServiceRequest> logs = new ArrayList<>();
    private final List<Instant> attempts = new ArrayList<>();
    private final List<Integer> compressedBytes = new ArrayList<>();

    public FakeReceiver() throws IOException {
        this(0);
    }

    FakeReceiver(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::answer);
        server.setExecutor(workers);
        server.start();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    synchronized void nextAnswers(Scripted... answers) {
        script.addAll(List.of(answers));
    }

    public synchronized List<ExportMetricsServiceRequest> metrics() {
        return List.copyOf(metrics);
    }

    public synchronized List<ExportLogsServiceRequest> logs() {
        return List.copyOf(logs);
    }

    synchronized List<Instant> attempts() {
        return List.copyOf(attempts);
    }

    synchronized List<Integer> compressedBytes() {
        return List.copyOf(compressedBytes);
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] compressed = exchange.getRequestBody().readAllBytes();
        Scripted answer = answer(exchange, compressed);
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(
                answer.status(), answer.body().isEmpty() ? -1 : answer.body().size());
        answer.body().writeTo(exchange.getResponseBody());
        exchange.close();
    }

    private synchronized Scripted answer(HttpExchange exchange, byte[] compressed) throws IOException {
        attempts.add(Instant.now());
        Scripted scripted = script.poll();
        if (scripted != null && scripted.status() != 200) {
            return scripted;
        }
        compressedBytes.add(compressed.length);
        keep(exchange, compressed);
        return scripted == null ? Scripted.body(200, ExportMetricsServiceResponse.getDefaultInstance()) : scripted;
    }

    private void keep(HttpExchange exchange, byte[] compressed) throws IOException {
        boolean protobuf =
                "application/x-protobuf".equals(exchange.getRequestHeaders().getFirst("Content-Type"));
        boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        if (!protobuf || !gzip || !exchange.getRequestMethod().equals("POST")) {
            throw new IOException(
                    "no OTLP request: " + exchange.getRequestHeaders().entrySet());
        }
        try (GZIPInputStream bytes = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            switch (exchange.getRequestURI().getPath()) {
                case "/v1/metrics" -> metrics.add(ExportMetricsServiceRequest.parseFrom(bytes));
                case "/v1/logs" -> logs.add(ExportLogsServiceRequest.parseFrom(bytes));
                default -> throw new IOException("no OTLP path: " + exchange.getRequestURI());
            }
        }
    }
}
