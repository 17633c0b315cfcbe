package io.heaptide.backtest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongToDoubleFunction;
import java.util.stream.Collectors;

/** Answers range queries as Prometheus 2.42 does; the JSON is shaped as its own. */
final class FakePrometheus implements AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    FakePrometheus(Answers answers) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.createContext("/api/v1/query_range", exchange -> {
            Request request = Request.of(exchange);
            requests.add(request);
            try (exchange) {
                answers.answer(request, exchange);
            }
        });
        server.setExecutor(threads);
        server.start();
    }

    /** Prometheus with these series under every query. */
    static FakePrometheus with(Series... series) {
        return new FakePrometheus((request, exchange) -> send(exchange, 200, matrix(request, series)));
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    List<Request> requests() {
        return requests;
    }

    static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    static String matrix(Request request, Series... series) {
        return Arrays.stream(series)
                .map(one -> one.json(request))
                .filter(json -> !json.isEmpty())
                .collect(Collectors.joining(
                        ",", "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[", "]}}"));
    }

    static String error(String type, String text) {
        return "{\"status\":\"error\",\"errorType\":\"" + type + "\",\"error\":\"" + text + "\"}";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** How requests are answered. */
    interface Answers {
        void answer(Request request, HttpExchange exchange) throws IOException;
    }

    /** One range query as it was sent. */
    record Request(
            String query, long fromSeconds, long toSeconds, long stepSeconds, Map<String, List<String>> headers) {
        static Request of(HttpExchange exchange) throws IOException {
            Map<String, String> form = Arrays.stream(
                            new String(exchange.getRequestBody().readAllBytes(), UTF_8).split("&"))
                    .map(pair -> pair.split("=", 2))
                    .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], UTF_8)));
            return new Request(
                    form.getOrDefault("query", ""),
                    seconds(form.getOrDefault("start", "")),
                    seconds(form.getOrDefault("end", "")),
                    seconds(form.getOrDefault("step", "")),
                    Map.copyOf(exchange.getRequestHeaders()));
        }

        private static long seconds(String text) {
            return Math.round(Double.parseDouble(text));
        }

        long points() {
            return (toSeconds - fromSeconds) / stepSeconds + 1;
        }
    }

    /** A series that has a value at every time, or not a number for none. */
    record Series(Map<String, String> labels, LongToDoubleFunction bytesAt) {
        String json(Request request) {
            StringBuilder values = new StringBuilder();
            for (long at = request.fromSeconds(); at <= request.toSeconds(); at += request.stepSeconds()) {
                double value = bytesAt.applyAsDouble(at);
                if (value >= 0 || Double.isInfinite(value)) {
                    values.append(values.length() == 0 ? "" : ",")
                            .append(String.format(Locale.ROOT, "[%d,\"%s\"]", at, text(value)));
                }
            }
            String metric = labels.entrySet().stream()
                    .map(label -> "\"" + label.getKey() + "\":\"" + label.getValue() + "\"")
                    .sorted()
                    .collect(Collectors.joining(","));
            return values.length() == 0 ? "" : "{\"metric\":{" + metric + "},\"values\":[" + values + "]}";
        }

        private static String text(double value) {
            return Double.isInfinite(value) ? (value > 0 ? "+Inf" : "NaN") : String.format(Locale.ROOT, "%.0f", value);
        }
    }
}
