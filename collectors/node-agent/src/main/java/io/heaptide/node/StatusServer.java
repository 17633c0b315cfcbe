package io.heaptide.node;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Supplier;

/** Answers {@code /health}: 200 or 503, with the agent's counts as JSON. */
final class StatusServer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private final HttpServer server;

    StatusServer(String host, int port, Supplier<Status> status) {
        try {
            server = HttpServer.create(new InetSocketAddress(host, port), 0);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "HEAPTIDE_NODE_HEALTH_PORT " + port + " on " + host + " cannot be opened (" + e.getMessage()
                            + "): choose another, or stop the program that holds it",
                    e);
        }
        server.createContext("/health", exchange -> answer(exchange, status.get()));
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static void answer(HttpExchange exchange, Status status) throws IOException {
        try (exchange) {
            byte[] body = JSON.writeValueAsBytes(status);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status.well() ? OK : UNAVAILABLE, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
