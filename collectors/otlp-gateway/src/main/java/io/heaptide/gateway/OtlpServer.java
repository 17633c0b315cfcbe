package io.heaptide.gateway;

import com.google.protobuf.Message;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.common.grpc.GrpcSerializationFormats;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.grpc.GrpcService;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.heaptide.gateway.access.TlsFiles;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceRequest;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceResponse;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listening side: OTLP/gRPC on one port; OTLP/HTTP, Prometheus remote write, Lambda's telemetry, {@code /health} and
 * {@code /metrics} on the other.
 */
final class OtlpServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OtlpServer.class);

    /** What a sender may take to deliver its body, besides the time of publishing. */
    private static final Duration BODY_PATIENCE = Duration.ofSeconds(10);

    /** How long requests that came before the stop may take; with Netty's two seconds and the flush it stays below ten. */
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(3);

    private static final Duration QUIET = Duration.ofMillis(100);

    /** Mapping is computation, so more threads than this would only hold more requests in memory. */
    private static final int WORKERS = Math.max(2, Runtime.getRuntime().availableProcessors());

    private static final OtlpHttp.Path<ExportMetricsServiceRequest, ExportMetricsServiceResponse> METRICS =
            new OtlpHttp.Path<>(
                    ExportMetricsServiceRequest.class,
                    ExportMetricsServiceRequest.getDefaultInstance(),
                    Ingest::metrics);

    private static final OtlpHttp.Path<ExportLogsServiceRequest, ExportLogsServiceResponse> LOGS = new OtlpHttp.Path<>(
            ExportLogsServiceRequest.class, ExportLogsServiceRequest.getDefaultInstance(), Ingest::logs);

    private static final OtlpHttp.Path<ExportProfilesServiceRequest, ExportProfilesServiceResponse> PROFILES =
            new OtlpHttp.Path<>(
                    ExportProfilesServiceRequest.class,
                    ExportProfilesServiceRequest.getDefaultInstance(),
                    Ingest::profiles);

    private final GatewayConfig config;
    private final Senders senders;
    private final GatewayMetrics metrics;
    private final RequestLimits limits;
    private final InFlight inFlight;
    private final Server grpc;
    private final Server http;

    OtlpServer(
            GatewayConfig config,
            Senders senders,
            GatewayMetrics metrics,
            Supplier<MeasuredSink.Deliveries> deliveries) {
        this.config = config;
        this.senders = senders;
        this.metrics = metrics;
        this.limits =
                RequestLimits.of(config.maxRequestBytes(), Runtime.getRuntime().maxMemory(), WORKERS);
        this.inFlight = new InFlight(config.maxInFlight(), limits.heldBytes());
        inFlight.bindTo(metrics.registry());
        this.grpc = listening(config.grpcPort())
                .service(grpcService(), metrics.counting("otlp-grpc"))
                .build();
        this.http = listening(config.httpPort())
                .service("/v1/metrics", otlp(METRICS))
                .service("/v1/logs", otlp(LOGS))
                .service("/v1development/profiles", otlp(PROFILES))
                .service("/api/v1/write", intake("remote-write", headers -> new RemoteWriteHttp(limits, headers)))
                .service("/lambda/telemetry", intake("lambda", headers -> new LambdaHttp(limits, headers)))
                .service("/health", new HealthPage(deliveries))
                .service("/metrics", metrics.page())
                .build();
    }

    /** Binds both ports; a port that is taken fails here, with its number. */
    void start() {
        try {
            CompletableFuture.allOf(grpc.start(), http.start()).join();
            LOG.info(
                    "taking requests of up to {} bytes as protobuf, {} as JSON, {} as remote write",
                    limits.protobufBytes(),
                    limits.jsonBytes(),
                    limits.remoteWriteBytes());
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
        InetSocketAddress address = new InetSocketAddress(config.host(), port);
        ServerBuilder builder = Server.builder()
                .maxRequestLength(0) // the services have their own limits, and answer them in their protocol's terms
                .requestTimeout(config.publishTimeout().plus(BODY_PATIENCE))
                .blockingTaskExecutor(WORKERS)
                .gracefulShutdownTimeout(QUIET, STOP_PATIENCE);
        return config.access()
                .tls()
                .map(files -> secured(builder.port(address, SessionProtocol.HTTPS), files))
                .orElseGet(() -> builder.port(address, SessionProtocol.HTTP));
    }

    private static ServerBuilder secured(ServerBuilder builder, TlsFiles files) {
        ReloadedTls tls = new ReloadedTls(files);
        return builder.tlsProvider(tls, tls.config());
    }

    private GrpcService grpcService() {
        GrpcExport export = new GrpcExport(inFlight);
        return GrpcService.builder()
                .addService(export.metrics())
                .addService(export.logs())
                .addService(export.profiles())
                .addService(ProtoReflectionServiceV1.newInstance()) // for people with grpcurl
                .intercept(new GrpcAccess(senders))
                .decompressorRegistry(GrpcDecoder.registry())
                .supportedSerializationFormats(GrpcSerializationFormats.PROTO)
                .maxRequestMessageLength(Math.toIntExact(limits.protobufBytes()))
                .useBlockingTaskExecutor(true)
                .enableHealthCheckService(true)
                .build();
    }

    private <Q extends Message, R extends Message> HttpService otlp(OtlpHttp.Path<Q, R> path) {
        return intake("otlp-http", headers -> new OtlpHttp<>(path, limits, headers));
    }

    private HttpService intake(String protocol, Function<RequestHeaders, HttpIntake.Exchange> exchanges) {
        return new HttpIntake(exchanges, senders, inFlight).decorate(metrics.counting(protocol));
    }
}
