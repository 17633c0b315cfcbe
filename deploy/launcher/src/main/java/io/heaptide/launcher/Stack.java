package io.heaptide.launcher;

import io.heaptide.launcher.RunningStack.RunningPart;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The local stack: engines, gateway and streams-app, started in the order they need each other and stopped in the
 * reverse order. While it runs, a file under the home directory tells other commands where it listens.
 */
final class Stack implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int GATEWAY_HEAP_MIB = 192;
    private static final int STREAMS_APP_HEAP_MIB = 512;

    private final StackOptions options;
    private final Terminal terminal;
    private final Components components;
    private final Probe probe = new Probe();
    private final Deque<Component> started = new ArrayDeque<>();
    private final List<RunningPart> parts = new ArrayList<>();
    private final Engines engines;

    private Stack(StackOptions options, Terminal terminal, Engines engines) {
        this.options = options;
        this.terminal = terminal;
        this.engines = engines;
        this.components = new Components(Components.distribution(), logs(options));
    }

    /**
     * Starts everything and returns once every part answers.
     *
     * @param environment settings for the parts, over those that the stack sets itself
     * @throws Failure if a part does not come up; {@code shutdown} stops what was started
     */
    static Stack start(StackOptions options, Map<String, String> environment, Terminal terminal, Shutdown shutdown) {
        Engines engines = shutdown.closing(new Engines(options, terminal));
        engines.start();
        Stack stack = shutdown.closing(new Stack(options, terminal, engines));
        stack.startParts(environment);
        stack.publish();
        return stack;
    }

    Engines engines() {
        return engines;
    }

    Components components() {
        return components;
    }

    URI otlpHttp() {
        return URI.create("http://127.0.0.1:" + options.otlpHttpPort);
    }

    /** Fails if a part of the stack has ended. */
    void mustLive() {
        engines.mustLive();
        started.forEach(Component::mustLive);
    }

    private void startParts(Map<String, String> environment) {
        long begin = System.nanoTime();
        Map<String, String> settings = settings(environment);
        Component gateway =
                keep(components.part("otlp-gateway", "io.heaptide.gateway.OtlpGateway", GATEWAY_HEAP_MIB, settings));
        Component app =
                keep(components.part("streams-app", "io.heaptide.app.StreamsApp", STREAMS_APP_HEAP_MIB, settings));
        await(
                gateway,
                otlpHttp().resolve("/health"),
                begin,
                "gRPC " + options.otlpGrpcPort + ", HTTP " + options.otlpHttpPort);
        await(
                app,
                URI.create("http://127.0.0.1:" + options.healthPort + "/health"),
                begin,
                "topology, ClickHouse sink, notifier");
    }

    private Component keep(Component component) {
        started.push(component);
        return component;
    }

    private Map<String, String> settings(Map<String, String> environment) {
        Map<String, String> settings = new HashMap<>(engines.settings());
        settings.put("HEAPTIDE_HOME", options.data().toString());
        settings.put("HEAPTIDE_OTLP_GRPC_PORT", Integer.toString(options.otlpGrpcPort));
        settings.put("HEAPTIDE_OTLP_HTTP_PORT", Integer.toString(options.otlpHttpPort));
        settings.put("HEAPTIDE_HEALTH_PORT", Integer.toString(options.healthPort));
        settings.putAll(environment);
        return settings;
    }

    private void await(Component component, URI health, long begin, String address) {
        terminal.passing("    starting " + component.name() + " …");
        boolean well = Waiting.until(
                () -> {
                    component.mustLive();
                    return probe.isWell(health);
                },
                PATIENCE);
        if (!well) {
            throw new Failure(component.name() + " did not get well within " + PATIENCE.toSeconds() + " s: "
                    + probe.ask(health) + "; its log is " + component.log());
        }
        parts.add(new RunningPart(
                component.name(),
                address,
                component.pid(),
                health.toString(),
                component.log().toString()));
        terminal.line(Story.started(terminal, component.name(), address, Duration.ofNanos(System.nanoTime() - begin)));
    }

    private void publish() {
        ProcessHandle self = ProcessHandle.current();
        List<RunningPart> all = new ArrayList<>(engines.parts());
        all.addAll(parts);
        new RunningStack(
                        self.pid(),
                        self.info()
                                .startInstant()
                                .map(java.time.Instant::toEpochMilli)
                                .orElse(0L),
                        engines.kafka(),
                        engines.questions(),
                        all)
                .write(options.home());
    }

    /** Stops the parts, all at once; the engines are closed after them. */
    @Override
    public void close() {
        RunningStack.forget(options.home());
        Component.closeAll(started);
    }

    static Path logs(StackOptions options) {
        return options.data().resolve("logs");
    }
}
