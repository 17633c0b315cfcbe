package io.heaptide.gateway;

import com.google.protobuf.Message;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.common.grpc.GrpcSerializationFormats;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.grpc.GrpcService;
import com.linecorp.armeria.server.healthcheck.HealthCheckService;
import com.linecorp.armeria.server.healthcheck.HealthChecker;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The listening side: OTLP/gRPC on one port, OTLP/HTTP and {@code /health} on the other. */
final class OtlpServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OtlpServer.class);

    /** What a sender may take to deliver its body, besides the time of publishing. */
    private static final Duration BODY_PATIENCE = Duration.ofSeconds(10);

    /** How long requests that came before the stop may take; with Netty's two seconds and the flush it stays below ten. */
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(3);

    private static final Duration QUIET = Duration.ofMillis(100);

    /** Mapping is computation, so more threads than this would only hold more requests in memory. */
    private static final int WORKERS = Math.max(2, Runtime.getRuntime().availableProcessors());

    private final GatewayConfig config;
    private final OtlpIngest ingest;
    private final RequestLimits limits;
    private final InFlight inFlight;
    private final Server grpc;
    private final Server http;

    OtlpServer(GatewayConfig config, OtlpIngest ingest, HealthChecker health) {
        this.config = config;
        this.ingest = ingest;
        this.limits =
                RequestLimits.of(config.maxRequestBytes(), Runtime.getRuntime().maxMemory(), WORKERS);
        this.inFlight = new InFlight(config.maxInFlight(), limits.heldBytes());
        this.grpc = listening(config.grpcPort()).service(grpcService()).build();
        this.http = listening(config.httpPort())
                .service(
                        "/v1/metrics",
                        export(
                                ExportMetricsServiceRequest.class,
                                ExportMetricsServiceRequest.getDefaultInstance(),
                                ingest::metrics))
                .service(
                        "/v1/logs",
                        export(
                                ExportLogsServiceRequest.class,
                                ExportLogsServiceRequest.getDefaultInstance(),
                                ingest::logs))
                .service("/health", HealthCheckService.of(health))
                .build();
    }

    /** Binds both ports; a port that is taken fails here, with its number. */
    void start() {
        try {
            CompletableFuture.allOf(grpc.start(), http.start()).join();
            LOG.info(
                    "taking requests of up to {} bytes as protobuf, {} as JSON",
                    limits.protobufBytes(),
                    limits.jsonBytes());
        } catch (CompletionException cannotBind) {
            close();
            throw new GatewayFailed(
                    "cannot listen on " + config.host() + " (gRPC " + config.grpcPort() + ", HTTP " + config.httpPort()
                            + "): " + cannotBind.getCause()
                            + "; free the port, or set HEAPTIDE_OTLP_GRPC_PORT and HEAPTIDE_OTLP_HTTP_PORT",
                    cannotBind);
        }
    }

    int grpcPort() {
        return grpc.activeLocalPort();
    }

    int httpPort() {
        return http.activeLocalPort();
    }

    void awaitClosed() {
        http.whenClosed().join();
    }

    /** Stops accepting, and waits a bounded time for the requests that are being answered. */
    @Override
    public void close() {
        CompletableFuture.allOf(grpc.stop(), http.stop()).join();
    }

    private ServerBuilder listening(int port) {
        return Server.builder()
                .port(new InetSocketAddress(config.host(), port), SessionProtocol.HTTP)
                .maxRequestLength(0) // the services have their own limits, and answer them in OTLP's terms
                .requestTimeout(config.publishTimeout().plus(BODY_PATIENCE))
                .blockingTaskExecutor(WORKERS)
                .gracefulShutdownTimeout(QUIET, STOP_PATIENCE);
    }

    private GrpcService grpcService() {
        GrpcExport export = new GrpcExport(ingest, inFlight);
        return GrpcService.builder()
                .addService(export.metrics())
                .addService(export.logs())
                .supportedSerializationFormats(GrpcSerializationFormats.PROTO)
                .maxRequestMessageLength(Math.toIntExact(limits.protobufBytes()))
                .useBlockingTaskExecutor(true)
                .enableHealthCheckService(true)
                .build();
    }

    private <Q extends Message, R extends Message> HttpExport<Q, R> export(
            Class<Q> type, Q empty, Function<Q, CompletionStage<R>> ingest) {
        return new HttpExport<>(new HttpExport.Requests<>(type, empty), ingest, inFlight, limits);
    }
}
