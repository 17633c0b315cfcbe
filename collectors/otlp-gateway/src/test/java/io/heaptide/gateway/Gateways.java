package io.heaptide.gateway;

import com.linecorp.armeria.client.WebClient;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gateways over a sink in memory, which stop when their test ends. Stopping one takes Netty two seconds: the run waits for
 * all of them once, at its end, and fails if one did not stop well.
 */
final class Gateways implements AfterEachCallback {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(Gateways.class);

    private final InMemorySink sink = new InMemorySink();
    private final List<OtlpGateway> open = new ArrayList<>();

    /** What all of them publish to. */
    InMemorySink sink() {
        return sink;
    }

    /** One that listens on any free ports. */
    OtlpGateway listening(GatewayConfig config) {
        OtlpGateway gateway = new OtlpGateway(config, sink, InstantSource.fixed(Requests.NOW));
        open.add(gateway);
        gateway.listen();
        return gateway;
    }

    /** For its HTTP port, without TLS. */
    static WebClient client(OtlpGateway gateway) {
        return WebClient.of("http://127.0.0.1:" + gateway.httpPort());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Stops stops = context.getRoot().getStore(NAMESPACE).getOrComputeIfAbsent(Stops.class);
        open.forEach(gateway -> stops.under.add(
                CompletableFuture.runAsync(gateway::close, stop -> new Thread(stop, "stop-gateway").start())));
        open.clear();
    }

    /** All stops of a run. JUnit closes it at the run's end. */
    private static final class Stops implements AutoCloseable {

        private final Queue<CompletableFuture<Void>> under = new ConcurrentLinkedQueue<>();

        @Override
        public void close() {
            under.forEach(stop -> stop.orTimeout(60, TimeUnit.SECONDS).join());
        }
    }
}
