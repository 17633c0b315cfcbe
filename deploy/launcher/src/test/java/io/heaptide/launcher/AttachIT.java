package io.heaptide.launcher;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The command as a user types it, with the agent that the build gathered. */
class AttachIT {

    private final List<String> received = new CopyOnWriteArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aRunningJvmIsWatchedUnderTheNameItWasGiven() throws Exception {
        HttpServer collector = collector();
        try (IdleJvm jvm = IdleJvm.start("-XX:+EnableDynamicAgentLoading")) {
            String endpoint = "http://127.0.0.1:" + collector.getAddress().getPort();
            String[] words = {
                "attach",
                Long.toString(jvm.pid()),
                "--service=late",
                "--endpoint=" + endpoint,
                "OTEL_RESOURCE_ATTRIBUTES=service.version=1.2,team=blue",
                "OTEL_METRIC_EXPORT_INTERVAL=500",
                "OTEL_EXPORTER_OTLP_COMPRESSION=none"
            };
            assertThat(run(words)).as("%s", err).isZero();
            assertThat(out.toString()).contains("process " + jvm.pid() + " is watched from now on");
            assertThat(Waiting.until(() -> received.stream().anyMatch(AttachIT::isMeasurement), Duration.ofMinutes(1)))
                    .isTrue();

            assertThat(run(words)).isZero();
            assertThat(out.toString()).contains("is watched already");
        } finally {
            collector.stop(0);
        }
    }

    @Test
    void aSettingThatCannotBeMeantIsToldToWhoeverAttached() throws Exception {
        try (IdleJvm jvm = IdleJvm.start("-XX:+EnableDynamicAgentLoading")) {
            assertThat(run("attach", Long.toString(jvm.pid()), "heaptide.agent.buffer.batches=0"))
                    .isEqualTo(1);
            assertThat(err.toString()).contains("heaptide.agent.buffer.batches must be in [1, 1000], got 0");
        }
    }

    private static boolean isMeasurement(String body) {
        return body.contains("jvm.memory.used") && body.contains("late") && body.contains("blue");
    }

    private HttpServer collector() throws Exception {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", exchange -> {
            try (exchange) {
                received.add(new String(exchange.getRequestBody().readAllBytes(), ISO_8859_1));
                exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
                exchange.sendResponseHeaders(200, -1);
            }
        });
        http.start();
        return http;
    }

    private int run(String... words) {
        CommandLine command = Heaptide.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(words);
    }
}
