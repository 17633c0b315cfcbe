package io.heaptide.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heaptide.backtest.FakePrometheus.Series;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrometheusClientTest {
    private static final String SECRET = "hunter2-very-secret";
    private static final PrometheusClient.Range RANGE = new PrometheusClient.Range(60_000, 600_000, 60_000);
    private static final Series SERIES = new Series(Map.of("__name__", "up", "job", "j"), at -> at);

    private final List<String> notices = new ArrayList<>();

    @Test
    void anErrorIsToldInPrometheusOwnWords() {
        try (FakePrometheus prometheus = answering(
                400,
                FakePrometheus.error(
                        "bad_data", "invalid parameter \\\"query\\\": 1:5: parse error: unexpected end"))) {
            assertThatThrownBy(() -> ask(prometheus))
                    .isInstanceOf(PrometheusFailed.class)
                    .hasMessageContaining("answered 400")
                    .hasMessageContaining("bad_data: invalid parameter \"query\": 1:5: parse error: unexpected end");
            assertThat(prometheus.requests()).as("a wrong query stays wrong").hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503})
    void whatMayGoWellLaterIsAskedAgain(int status) throws IOException {
        AtomicInteger failures = new AtomicInteger(2);
        try (FakePrometheus prometheus = new FakePrometheus((request, exchange) -> {
            if (failures.getAndDecrement() > 0) {
                exchange.getResponseHeaders().add("Retry-After", "0");
                FakePrometheus.send(exchange, status, "upstream is busy");
            } else {
                FakePrometheus.send(exchange, 200, FakePrometheus.matrix(request, SERIES));
            }
        })) {
            assertThat(ask(prometheus).points()).isEqualTo(10);
            assertThat(notices)
                    .hasSize(2)
                    .allMatch(notice -> notice.contains("answered " + status + " (upstream is busy)"));
        }
    }

    @Test
    void aServerThatStaysBusyIsGivenUp() {
        try (FakePrometheus prometheus = answering(503, "no")) {
            assertThatThrownBy(() -> ask(prometheus)).hasMessageContaining("given up after 3 attempts");
            assertThat(prometheus.requests()).hasSize(3);
        }
    }

    @Test
    void aServerThatIsNotThereIsGivenUp() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        URI nowhere = URI.create("http://127.0.0.1:" + free);
        try (PrometheusClient client = client(nowhere, Duration.ofSeconds(20))) {
            assertThatThrownBy(() -> client.range("up", RANGE, 100))
                    .hasMessageContaining(nowhere + " cannot be reached")
                    .hasMessageContaining("given up after 3 attempts");
        }
    }

    @Test
    void anAnswerThatBreaksOffIsAskedForAgain() throws IOException {
        AtomicInteger failures = new AtomicInteger(1);
        try (FakePrometheus prometheus = new FakePrometheus((request, exchange) -> {
            String whole = FakePrometheus.matrix(request, SERIES);
            FakePrometheus.send(
                    exchange, 200, failures.getAndDecrement() > 0 ? whole.substring(0, whole.length() / 2) : whole);
        })) {
            assertThat(ask(prometheus).points()).isEqualTo(10);
            assertThat(notices).hasSize(1);
        }
    }

    @Test
    void anAnswerThatStallsHalfWayIsGivenUp() throws IOException {
        CountDownLatch over = new CountDownLatch(1);
        try (FakePrometheus prometheus = new FakePrometheus((request, exchange) -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody()
                            .write("{\"status\":\"success\",\"data\":{".getBytes(StandardCharsets.UTF_8));
                    exchange.getResponseBody().flush();
                    await(over);
                });
                PrometheusClient client = client(prometheus.uri(), Duration.ofMillis(300))) {
            assertThatThrownBy(() -> client.range("up", RANGE, 100)).hasMessageContaining("given up after 3 attempts");
            over.countDown();
        }
    }

    @Test
    void aRedirectIsToldNotFollowed() {
        try (FakePrometheus prometheus = new FakePrometheus((request, exchange) -> {
            exchange.getResponseHeaders().add("Location", "https://login.example/");
            FakePrometheus.send(exchange, 302, "");
        })) {
            assertThatThrownBy(() -> ask(prometheus)).hasMessageContaining("redirects to https://login.example/");
        }
    }

    @Test
    void whatIsNoPrometheusIsTold() {
        try (FakePrometheus prometheus = answering(404, "<html>not here</html>")) {
            assertThatThrownBy(() -> ask(prometheus)).hasMessageContaining("404 (<html>not here</html>)");
        }
    }

    @Test
    void aLoginPageIsTold() {
        try (FakePrometheus prometheus = answering(200, "<html>who are you</html>")) {
            assertThatThrownBy(() -> ask(prometheus)).hasMessageContaining("no JSON: is there a login page");
            assertThat(prometheus.requests()).hasSize(1);
        }
    }

    @Test
    void moreThanFitsIntoMemoryIsBrokenOff() {
        try (FakePrometheus prometheus = FakePrometheus.with(SERIES);
                PrometheusClient client = client(prometheus.uri(), Duration.ofSeconds(20))) {
            assertThatThrownBy(() -> client.range("up", RANGE, 5)).isInstanceOf(PrometheusFailed.TooMuch.class);
        }
    }

    @Test
    void warningsAreKept() throws IOException {
        try (FakePrometheus prometheus = new FakePrometheus(
                (request, exchange) -> FakePrometheus.send(
                        exchange,
                        200,
                        "{\"status\":\"success\",\"warnings\":[\"one store is down\"],\"data\":{\"result\":[],\"resultType\":\"matrix\"}}"))) {
            assertThat(ask(prometheus).warnings()).containsExactly("one store is down");
        }
    }

    @Test
    void theHeaderIsSentAndNeverPrinted() throws IOException {
        AtomicInteger answered = new AtomicInteger();
        List<String> printed = new ArrayList<>();
        try (FakePrometheus prometheus = new FakePrometheus((request, exchange) -> FakePrometheus.send(
                exchange,
                answered.incrementAndGet() == 1 ? 503 : 401,
                FakePrometheus.error("unauthorized", "who are you")))) {
            assertThatThrownBy(() -> ask(prometheus)).satisfies(failure -> printed.add(failure.toString()));
            assertThat(prometheus.requests()).allMatch(request -> request.headers()
                    .getOrDefault("Authorization", List.of())
                    .equals(List.of("Bearer " + SECRET)));
        }
        printed.addAll(notices);
        printed.add(new SecretHeader("Authorization", SECRET).toString());
        assertThatThrownBy(() -> new SecretHeader("Authorization", SECRET + "\n"))
                .satisfies(failure -> printed.add(failure.toString()));
        assertThatThrownBy(() -> new SecretHeader.Converter().convert(SECRET))
                .satisfies(failure -> printed.add(failure.toString()));
        assertThat(printed).hasSize(5).noneMatch(text -> text.contains(SECRET));
    }

    @Test
    void pausesGrowToABoundAndHeedTheServer() {
        Patience patience = Patience.defaults();
        assertThat(patience.pauseAfter(1, Duration.ZERO)).isEqualTo(Duration.ofSeconds(1));
        assertThat(patience.pauseAfter(3, Duration.ZERO)).isEqualTo(Duration.ofSeconds(4));
        assertThat(patience.pauseAfter(1, Duration.ofSeconds(9))).isEqualTo(Duration.ofSeconds(9));
        assertThat(patience.pauseAfter(60, Duration.ofHours(1))).isEqualTo(Duration.ofSeconds(30));
    }

    private Matrix ask(FakePrometheus prometheus) throws IOException {
        try (PrometheusClient client = client(prometheus.uri(), Duration.ofSeconds(20))) {
            return client.range("up", RANGE, 1_000);
        }
    }

    private PrometheusClient client(URI server, Duration answer) {
        Patience patience = new Patience(3, Duration.ofMillis(1), Duration.ofMillis(5), answer);
        return new PrometheusClient(
                server, List.of(new SecretHeader("Authorization", "Bearer " + SECRET)), patience, notices::add);
    }

    private static FakePrometheus answering(int status, String body) {
        return new FakePrometheus((request, exchange) -> FakePrometheus.send(exchange, status, body));
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopping) {
            throw new IOException(stopping);
        }
    }
}
