package io.heaptide.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.Tags;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Answers whether this process is well: {@code /health} (ready: all roles do their work) and {@code /live} (no role is
 * beyond recovery), each 200 or 503 with the detail as JSON; and {@code /metrics} with what it counts, for Prometheus.
 */
final class HealthServer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModules(new JavaTimeModule(), new Jdk8Module())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private final HttpServer server;
    private final Meters meters = new Meters();
    private volatile List<Part> parts = List.of();

    HealthServer(String host, int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(host, port), 0);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "HEAPTIDE_HEALTH_PORT " + port + " on " + host + " cannot be opened (" + e.getMessage()
                            + "): choose another, or stop the program that holds it",
                    e);
        }
        server.createContext("/health", exchange -> answer(exchange, PartHealth::ready));
        server.createContext("/live", exchange -> answer(exchange, health -> !health.failed()));
        server.createContext("/metrics", this::tell);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** From now on these answer; before, the process counts as starting. */
    void watch(List<Part> running) {
        parts = List.copyOf(running);
    }

    private void answer(HttpExchange exchange, Predicate<PartHealth> isWell) throws IOException {
        try (exchange) {
            Map<String, PartHealth> byRole = new LinkedHashMap<>();
            parts.forEach(part -> byRole.put(part.role().label(), part.health()));
            boolean well = !byRole.isEmpty() && byRole.values().stream().allMatch(isWell);
            byte[] body = JSON.writeValueAsBytes(byRole);
            send(exchange, well ? OK : UNAVAILABLE, "application/json", body);
        }
    }

    private void tell(HttpExchange exchange) throws IOException {
        try (exchange) {
            for (Part part : parts) {
                Tags role = Tags.of("role", part.role().label());
                meters.gauge(
                        "heaptide.role.ready",
                        "1 while the role does its work",
                        role,
                        part.health().ready() ? 1 : 0);
                part.tell(meters);
            }
            send(exchange, OK, Meters.CONTENT_TYPE, meters.page().getBytes(UTF_8));
        }
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        meters.close();
    }
}
