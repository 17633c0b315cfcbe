package io.heaptide.backtest;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Asks a Prometheus server, or anything that speaks its HTTP API, for ranges. */
final class PrometheusClient implements AutoCloseable {
    private static final int OK = 200;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNPROCESSABLE = 422;
    private static final int SERVER_ERRORS = 500;
    private static final int MAX_ERROR_BYTES = 1 << 16;
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final URI server;
    private final List<SecretHeader> headers;
    private final Patience patience;
    private final Consumer<String> notices;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "prometheus-deadline");
        thread.setDaemon(true);
        return thread;
    });

    /** @param notices told of every attempt that failed and is made again */
    PrometheusClient(URI server, List<SecretHeader> headers, Patience patience, Consumer<String> notices) {
        this.server = server;
        this.headers = List.copyOf(headers);
        this.patience = patience;
        this.notices = notices;
    }

    /** The points of a query on a grid of times, both ends included. */
    Matrix range(String query, Range range, long maxPoints) throws IOException {
        HttpRequest request = request(query, range);
        for (int attempt = 1; true; attempt++) {
            try {
                return once(request, maxPoints);
            } catch (PrometheusFailed.ForNow failed) {
                if (attempt >= patience.attempts()) {
                    throw new PrometheusFailed(failed.getMessage() + "; given up after " + attempt + " attempts");
                }
                Duration pause = patience.pauseAfter(attempt, failed.notBefore());
                notices.accept(String.format(
                        Locale.ROOT, "%s; again in %.1f s", failed.getMessage(), pause.toMillis() / 1000.0));
                sleep(pause);
            }
        }
    }

    private HttpRequest request(String query, Range range) {
        String form = "query=" + URLEncoder.encode(query, StandardCharsets.UTF_8)
                + "&start=" + seconds(range.firstMillis())
                + "&end=" + seconds(range.lastMillis())
                + "&step=" + seconds(range.stepMillis())
                + "&timeout=" + patience.answer().toSeconds() + "s";
        String path = server.toString().replaceAll("/+$", "") + "/api/v1/query_range";
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(path))
                .timeout(patience.answer())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(form));
        headers.forEach(header -> request.setHeader(header.name(), header.value()));
        return request.build();
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%d.%03d", millis / 1000, millis % 1000);
    }

    private Matrix once(HttpRequest request, long maxPoints) throws IOException {
        long started = System.nanoTime();
        try {
            HttpResponse<InputStream> answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            InputStream body = answer.body();
            // the request's own time-out ends with the headers, and a server may stall behind them
            Future<?> deadline =
                    deadlines.schedule(() -> closed(body), patience.answer().toMillis(), TimeUnit.MILLISECONDS);
            try (body) {
                return read(answer, maxPoints);
            } finally {
                deadline.cancel(false);
            }
        } catch (InterruptedException stopping) {
            throw interrupted();
        } catch (PrometheusFailed failed) {
            throw failed;
        } catch (IOException failed) {
            if (failed.getCause() instanceof InterruptedException
                    || Thread.currentThread().isInterrupted()) {
                throw interrupted();
            }
            boolean late = System.nanoTime() - started >= patience.answer().toNanos();
            throw new PrometheusFailed.ForNow(
                    this + (late ? " did not answer within " + patience.answer().toSeconds() + " s" : told(failed)),
                    Duration.ZERO);
        }
    }

    private static String told(IOException failed) {
        String message = failed.getMessage();
        return " cannot be reached (" + failed.getClass().getSimpleName()
                + (message == null || message.isBlank() ? "" : ": " + message) + ")";
    }

    private static InterruptedIOException interrupted() {
        return new InterruptedIOException("stopped while waiting for Prometheus");
    }

    private static boolean closed(InputStream body) {
        try {
            body.close();
            return true;
        } catch (IOException alreadyBroken) {
            return false; // whoever reads it hears of it
        }
    }

    private Matrix read(HttpResponse<InputStream> answer, long maxPoints) throws IOException {
        int status = answer.statusCode();
        if (status == OK) {
            try {
                return new MatrixReader(maxPoints).read(answer.body());
            } catch (PrometheusFailed.TooMuch tooMuch) {
                throw tooMuch;
            } catch (PrometheusFailed failed) {
                throw new PrometheusFailed(this + " answered with " + failed.getMessage());
            }
        }
        String body = new String(answer.body().readNBytes(MAX_ERROR_BYTES), StandardCharsets.UTF_8);
        String error = MatrixReader.errorOf(body);
        String told = this + " answered " + status + " (" + (error.isEmpty() ? firstLine(body) : error) + ")";
        if ((status == UNPROCESSABLE && error.contains("too many samples")) || error.startsWith("timeout:")) {
            throw new PrometheusFailed.TooMuch(told);
        }
        if (status == TOO_MANY_REQUESTS || status >= SERVER_ERRORS) {
            throw new PrometheusFailed.ForNow(told, retryAfter(answer));
        }
        throw new PrometheusFailed(told + redirect(answer));
    }

    private static String firstLine(String body) {
        String line = body.strip().lines().findFirst().orElse("no reason given");
        return line.length() > 200 ? line.substring(0, 200) + "…" : line;
    }

    private static String redirect(HttpResponse<?> answer) {
        return answer.headers()
                .firstValue("Location")
                .map(place -> "; it redirects to " + place + ": give that address to --prometheus")
                .orElse("");
    }

    private static Duration retryAfter(HttpResponse<?> answer) {
        try {
            OptionalLong seconds = answer.headers().firstValueAsLong("Retry-After");
            return Duration.ofSeconds(Math.max(0, seconds.orElse(0)));
        } catch (NumberFormatException aDate) {
            return Duration.ZERO; // our own pauses are as good
        }
    }

    private static void sleep(Duration pause) throws InterruptedIOException {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException stopping) {
            throw interrupted();
        }
    }

    /** The server as messages name it. */
    @Override
    public String toString() {
        return "Prometheus at " + server;
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
    }

    /** A grid of times, both ends included. */
    record Range(long firstMillis, long lastMillis, long stepMillis) {
        Range {
            if (stepMillis <= 0 || lastMillis < firstMillis) {
                throw new IllegalArgumentException("range must go forward, got " + firstMillis + " to " + lastMillis
                        + " by " + stepMillis + " ms");
            }
        }
    }
}
