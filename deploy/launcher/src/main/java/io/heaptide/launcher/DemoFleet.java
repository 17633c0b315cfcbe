package io.heaptide.launcher;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Who is watched in the demo: two real JVMs of one shop, watched by the agent, and simulated services that are all
 * healthy. Everything speaks OTLP to the gateway, as a fleet would.
 */
final class DemoFleet implements AutoCloseable {

    /** The one that leaks. */
    static final String LEAKING = "orders";

    private static final String FIXED = "orders-fixed";
    private static final int FIRST_JAVA_WHOSE_G1_LOOKS_OFTEN = 20;
    private static final int SIMULATOR_HEAP_MIB = 128;
    private static final String SAMPLE_INTERVAL_MILLIS = "2000";

    private final Deque<Component> running = new ArrayDeque<>();
    private final Stack stack;

    DemoFleet(Stack stack) {
        this.stack = stack;
    }

    void start(Terminal terminal) {
        begin(terminal, shop(LEAKING, "true"), "a real JVM with the agent; its cache never evicts");
        begin(terminal, shop(FIXED, "false"), "the same program with the leak fixed");
        begin(terminal, simulator(), "healthy services: sawtooth, warm-up, plateau, diurnal, step, noise");
    }

    private void begin(Terminal terminal, Component component, String what) {
        running.push(component);
        terminal.line(Story.begun(terminal, component.name(), what + ", pid " + component.pid()));
    }

    private Component shop(String name, String leak) {
        Map<String, String> environment = new HashMap<>();
        environment.put("OTEL_SERVICE_NAME", name);
        environment.put(
                "OTEL_RESOURCE_ATTRIBUTES",
                "service.namespace=shop,service.version=1.42.0,deployment.environment.name=demo,service.instance.id="
                        + name + "-0");
        environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", stack.otlpHttp().toString());
        environment.put("OTEL_METRIC_EXPORT_INTERVAL", SAMPLE_INTERVAL_MILLIS);
        environment.put("HEAPTIDE_AGENT_ALLOCATION_INTERVAL", "10s");
        return stack.components()
                .watched(
                        name,
                        shopJvm(),
                        shopJar(),
                        environment,
                        "io.heaptide.demo.ShopServer",
                        "--name=" + name,
                        "--leak=" + leak,
                        "--stop-with-input=true");
    }

    /** A collector that looks at the old generation every few seconds; the others may leave it alone for the whole demo. */
    private static List<String> shopJvm() {
        return Runtime.version().feature() < FIRST_JAVA_WHOSE_G1_LOOKS_OFTEN
                ? List.of("-Xmx256m", "-XX:+UseZGC", "-XX:ZCollectionInterval=5")
                : List.of(
                        "-Xmx256m",
                        "-XX:+UseG1GC",
                        "-XX:-G1UseAdaptiveIHOP",
                        "-XX:InitiatingHeapOccupancyPercent=5",
                        "-XX:G1PeriodicGCInterval=3000");
    }

    private Component simulator() {
        return stack.components()
                .part(
                        "fleet-simulator",
                        "io.heaptide.simulator.FleetSimulator",
                        SIMULATOR_HEAP_MIB,
                        Map.of(),
                        "--endpoint=" + stack.otlpHttp(),
                        "--fleet=demo",
                        "--interval=2s",
                        "--duration=0");
    }

    private Path shopJar() {
        Path lib = stack.components().dist().resolve("lib");
        try (Stream<Path> jars = java.nio.file.Files.list(lib)) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith("heaptide-demo-server"))
                    .findFirst()
                    .orElseThrow(() -> new Failure("no demo server in " + lib + ": build again with mvn package"));
        } catch (java.io.IOException e) {
            throw new Failure("cannot read " + lib, e);
        }
    }

    void mustLive() {
        running.forEach(Component::mustLive);
    }

    @Override
    public void close() {
        Component.closeAll(running);
    }
}
