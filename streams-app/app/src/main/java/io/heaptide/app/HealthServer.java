package io.heaptide.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Answers whether this process is well: {@code /health} (ready: all roles do their work) and {@code /live} (no role is
 * beyond recovery), each 200 or 503 with the detail as JSON.
 */
final class HealthServer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModules(new JavaTimeModule(), new Jdk8Module())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private final HttpServer server;
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
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(well ? OK : UNAVAILABLE, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
