package io.heaptide.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import io.heaptide.local.LocalKafka;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A gateway process with a small heap under hostile bodies: it ends at its first OutOfMemoryError, and Netty watches every
 * buffer. Whatever comes is answered, and what was taken for it is given back.
 */
@ExtendWith(SharedKafka.class)
class HostileBodiesIT {

    private static final long SEED = 20_260_301;
    private static final long MIB = 1 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern READY =
            Pattern.compile("ready: gRPC 127\\.0\\.0\\.1:(\\d+), HTTP 127\\.0\\.0\\.1:(\\d+)");
    private static final String GRPC_EXPORT = "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";

    @TempDir
    private Path folder = Path.of("");

    private final ClientFactory clients =
            ClientFactory.builder().connectTimeout(PATIENCE).build();
    private final HostileBodies bodies = new HostileBodies(SEED);
    private Process gateway;
    private WebClient http;
    private WebClient grpc;

    @BeforeEach
    void start(LocalKafka kafka) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx192m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Dio.netty.leakDetection.level=paranoid",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtlpGateway.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(log().toFile());
        builder.environment()
                .putAll(Map.of(
                        "HEAPTIDE_KAFKA",
                        kafka.bootstrapServers(),
                        "HEAPTIDE_OTLP_GRPC_PORT",
                        "0",
                        "HEAPTIDE_OTLP_HTTP_PORT",
                        "0",
                        "HEAPTIDE_TOPIC_PARTITIONS",
                        Integer.toString(Configs.PARTITIONS)));
        gateway = builder.start();
        Matcher ready = untilReady();
        grpc = client("h2c://127.0.0.1:" + ready.group(1));
        http = client("h1c://127.0.0.1:" + ready.group(2));
    }

    @AfterEach
    void stop() {
        gateway.destroyForcibly();
        clients.close();
    }

    @Test
    void hundredsOfHostileBodiesCrashNothingAndLeakNothing() throws Exception {
        attack(200);
        leavesNothingBehind(400);
    }

    @Test
    @Tag("field")
    void tenThousandHostileBodiesCrashNothingAndLeakNothing() throws Exception {
        attack(500);
        leavesNothingBehind(10_000);
    }

    private void leavesNothingBehind(int requests) throws Exception {
        Held before = held();
        attack(requests);
        Held after = untilBackAt(before);

        assertThat(gateway.isAlive()).as("seed %d: %s", SEED, printed()).isTrue();
        assertThat(after.heapBytes()).as("heap").isLessThan(before.heapBytes() + 16 * MIB);
        assertThat(after.directBytes()).as("direct buffers").isLessThan(before.directBytes() + 8 * MIB);
        assertThat(after.threads()).as("threads").isLessThanOrEqualTo(before.threads() + 2);
        assertThat(after.active()).as("places of requests").isZero();
        assertThat(after.heldBytes()).as("bytes of requests").isZero();
        assertThat(printed()).doesNotContain("LEAK:", "OutOfMemoryError", "request failed");
        assertThat(send(new HostileBodies.Hostile(
                                "/v1/metrics",
                                "application/x-protobuf",
                                "",
                                Requests.metrics(1).toByteArray()))
                        .status()
                        .code())
                .as("a good request afterwards")
                .isEqualTo(200);
    }

    private void attack(int requests) {
        for (int i = 0; i < requests; i++) {
            HostileBodies.Hostile hostile = bodies.next();
            int status = (i % 5 == 0 ? call(hostile) : send(hostile)).status().code();
            assertThat(status)
                    .as("seed %d, request %d to %s: %s", SEED, i, hostile.path(), printed())
                    .isIn(200, 204, 400, 404, 405, 413, 415, 503);
        }
    }

    private AggregatedHttpResponse send(HostileBodies.Hostile hostile) {
        RequestHeadersBuilder headers =
                RequestHeaders.builder(HttpMethod.POST, hostile.path()).add("content-type", hostile.contentType());
        if (!hostile.coding().isEmpty()) {
            headers.add("content-encoding", hostile.coding());
        }
        return http.execute(headers.build(), hostile.body()).aggregate().join();
    }

    /** The same bytes as a gRPC message, and every other time with a length that is not theirs. */
    private AggregatedHttpResponse call(HostileBodies.Hostile hostile) {
        int length = hostile.body().length;
        byte[] framed = ByteBuffer.allocate(5 + length)
                .put((byte) (hostile.coding().isEmpty() ? 0 : 1))
                .putInt(length % 2 == 0 ? length : Integer.MAX_VALUE - length)
                .put(hostile.body())
                .array();
        RequestHeadersBuilder headers = RequestHeaders.builder(HttpMethod.POST, GRPC_EXPORT)
                .add("content-type", "application/grpc")
                .add("te", "trailers");
        if (!hostile.coding().isEmpty()) {
            headers.add("grpc-encoding", hostile.coding());
        }
        return grpc.execute(headers.build(), framed).aggregate().join();
    }

    /** What the gateway says that it holds, after a collection. */
    private record Held(double heapBytes, double directBytes, double threads, double active, double heldBytes) {}

    private Held held() throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Machine.run(PATIENCE, folder, Map.of(), jcmd, Long.toString(gateway.pid()), "GC.run");
        List<String> lines =
                http.get("/metrics").aggregate().join().contentUtf8().lines().toList();
        return new Held(
                sum(lines, "jvm_memory_used_bytes{area=\"heap\""),
                sum(lines, "jvm_buffer_memory_used_bytes{"),
                sum(lines, "jvm_threads_live_threads"),
                sum(lines, "heaptide_gateway_requests_active"),
                sum(lines, "heaptide_gateway_requests_held_bytes"));
    }

    /** Connections and buffers are given back a little after the last answer. */
    private Held untilBackAt(Held before) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Held now = held();
        while (System.nanoTime() < deadline
                && (now.heapBytes() >= before.heapBytes() + 16 * MIB
                        || now.directBytes() >= before.directBytes() + 8 * MIB
                        || now.threads() > before.threads() + 2
                        || now.active() > 0)) {
            Thread.sleep(1_000);
            now = held();
        }
        return now;
    }

    private static double sum(List<String> lines, String start) {
        return lines.stream()
                .filter(line -> line.startsWith(start))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private WebClient client(String uri) {
        return WebClient.builder(uri)
                .factory(clients)
                .responseTimeout(PATIENCE)
                .maxResponseLength(8 * MIB)
                .build();
    }

    private Matcher untilReady() throws IOException, InterruptedException {
        return IntStream.range(0, 600)
                .mapToObj(attempt -> ready())
                .filter(Matcher::find)
                .findFirst()
                .orElseThrow(() -> new AssertionError("not ready in time: " + printed()));
    }

    private Matcher ready() {
        try {
            Thread.sleep(100);
            return READY.matcher(printed());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Path log() {
        return folder.resolve("gateway.log");
    }

    private String printed() {
        try {
            return new String(Files.readAllBytes(log()), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
