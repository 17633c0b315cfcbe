package io.heaptide.gateway;

import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.logging.RequestLog;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.SimpleDecoratingHttpService;
import io.grpc.Status;
import io.heaptide.signals.DropReason;
import io.heaptide.signals.Rejections;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.netty4.NettyAllocatorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.buffer.PooledByteBufAllocator;
import java.time.Duration;
import java.util.function.Function;

/** What the gateway tells of itself: its own counts, and the memory of the process, which Heaptide understands too. */
final class GatewayMetrics implements AutoCloseable {

    private static final MediaType TEXT = MediaType.parse("text/plain; version=0.0.4; charset=utf-8");
    private static final String GRPC_STATUS = "grpc-status";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();

    GatewayMetrics() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        collections.bindTo(registry);
        ByteBufAllocatorMetricProvider buffers = PooledByteBufAllocator.DEFAULT;
        new NettyAllocatorMetrics(buffers).bindTo(registry);
    }

    PrometheusMeterRegistry registry() {
        return registry;
    }

    /** {@code /metrics}: all of it, as Prometheus reads it. */
    HttpService page() {
        return (ctx, request) -> HttpResponse.of(HttpStatus.OK, TEXT, registry.scrape());
    }

    /** Counts a service's requests by protocol, path and answer. */
    Function<? super HttpService, SimpleDecoratingHttpService> counting(String protocol) {
        return service -> new SimpleDecoratingHttpService(service) {
            @Override
            @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for a count
            public HttpResponse serve(ServiceRequestContext ctx, HttpRequest request) throws Exception {
                ctx.log().whenComplete().thenAccept(log -> count(protocol, ctx, log));
                return unwrap().serve(ctx, request);
            }
        };
    }

    /** Counts what one request brought, once it is published. */
    void taken(String signal, long accepted, long ignored, Rejections rejections) {
        points(signal, "accepted").increment((double) accepted);
        points(signal, "ignored").increment((double) ignored);
        rejections.byReason().forEach((reason, count) -> rejected(signal, reason)
                .increment(count));
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }

    private void count(String protocol, ServiceRequestContext ctx, RequestLog log) {
        String path = ctx.config().route().patternString();
        Counter.builder("heaptide.gateway.requests")
                .description("Requests by their answer: an HTTP status, or a gRPC status")
                .tags("protocol", protocol, "path", path, "code", code(log))
                .register(registry)
                .increment();
        Counter.builder("heaptide.gateway.request.size")
                .description("Bodies as received, compressed or not")
                .baseUnit("bytes")
                .tags("protocol", protocol, "path", path)
                .register(registry)
                .increment((double) log.requestLength());
        Timer.builder("heaptide.gateway.request.duration")
                .description("From a request's first byte to the end of its answer")
                .tags("protocol", protocol, "path", path)
                .register(registry)
                .record(Duration.ofNanos(log.totalDurationNanos()));
    }

    /** gRPC answers 200 whatever happens, and tells its status at the end, or at once if there is nothing else. */
    private static String code(RequestLog log) {
        for (HttpHeaders headers : new HttpHeaders[] {log.responseTrailers(), log.responseHeaders()}) {
            int status = headers.getInt(GRPC_STATUS, -1);
            if (status >= 0) {
                return Status.fromCodeValue(status).getCode().name();
            }
        }
        return log.responseStatus().codeAsText();
    }

    private Counter points(String signal, String outcome) {
        return Counter.builder("heaptide.gateway.points")
                .description(
                        "Data points, log records and profiles: accepted, or ignored since they are not about memory")
                .tags("signal", signal, "outcome", outcome)
                .register(registry);
    }

    private Counter rejected(String signal, DropReason reason) {
        return Counter.builder("heaptide.gateway.points.rejected")
                .description("Data points, log records and profiles that could not be used")
                .tags("signal", signal, "heaptide.drop.reason", reason.code())
                .register(registry);
    }
}
