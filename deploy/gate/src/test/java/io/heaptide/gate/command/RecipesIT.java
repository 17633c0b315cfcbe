package io.heaptide.gate.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.sun.net.httpserver.HttpServer;
import io.heaptide.gate.command.Machine.Run;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts of {@code deploy/capture} and {@code deploy/lambda}, run for real; the files that need a cluster, parsed. */
class RecipesIT {

    private static final Path DEPLOY = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    Path folder = Path.of("");

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void aHeaptideToCall() throws Exception {
        environment.put("HEAPTIDE", HeaptideProgram.into(folder).toString());
        environment.put("PATH", System.getProperty("java.home") + "/bin:" + folder + ":" + System.getenv("PATH"));
    }

    @Test
    void aSnapshotOfAJvmIsItsClassHistogram() throws Exception {
        long pid = ProcessHandle.current().pid();
        Run run = run(snapshot("--service shop --pid " + pid + " -- --dry-run"));
        assertThat(run.code()).as(run.printed()).isZero();
        assertThat(run.printed()).contains("fingerprint\tlive_bytes").contains("byte[]");
    }

    @Test
    void aSnapshotOfAnAddressIsWhatItServes() throws Exception {
        Machine.needs("curl");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] histogram = """
                 num     #instances         #bytes  class name (module)
                -------------------------------------------------------
                   1:            10           1024  com.acme.Order
                Total            10           1024
                """.getBytes(UTF_8);
        server.createContext("/heap", exchange -> {
            exchange.sendResponseHeaders(200, histogram.length);
            exchange.getResponseBody().write(histogram);
            exchange.close();
        });
        server.start();
        try {
            String address = "http://127.0.0.1:" + server.getAddress().getPort();
            Run run = run(snapshot("--service shop --url " + address + "/heap --format histogram -- --dry-run"));
            assertThat(run.code()).as(run.printed()).isZero();
            assertThat(run.printed()).contains("1024").contains("com.acme.Order");
            assertThat(run(snapshot("--service shop --url " + address + "/no --format histogram"))
                            .code())
                    .as("an address without a profile")
                    .isNotZero();
        } finally {
            server.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--pid 1",
                "--service shop",
                "--service shop --pid 1 --url http://127.0.0.1/",
                "--service shop --url http://127.0.0.1/",
                "--service shop --brew 1",
                "--service"
            })
    void aSnapshotWithoutItsOptionsIsWrongUse(String options) throws Exception {
        assertThat(run(snapshot(options)).code()).isEqualTo(2);
    }

    @Test
    void aStrippedProgramIsNamedByTheSymbolsThatWereSplitOff() throws Exception {
        Machine.needs("gcc", "objcopy", "google-pprof");
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("/cache.c"))) {
            Files.copy(in, folder.resolve("cache.c"));
        }
        Run profiled = run("gcc -g -O0 -DLEAKS -o cache cache.c && '" + DEPLOY + "/capture/split-debug' symbols cache"
                + " && env LD_PRELOAD=libtcmalloc.so.4 HEAPPROFILE=heap ./cache");
        assertThat(profiled.code()).as(profiled.printed()).isZero();
        String read = "\"$HEAPTIDE\" import gperftools heap.*.heap --dry-run --service shop";
        assertThat(run(read).printed()).doesNotContain("cache_put").contains("cache!0x");
        assertThat(run(read + " --symbols symbols").printed()).contains("cache_put (cache.c:");
    }

    @Test
    void reportsOfAFunctionAreImportedWithItsVersions() throws Exception {
        Files.writeString(folder.resolve("aws"), """
                #!/bin/sh
                case "$*" in *"--log-group-name /aws/lambda/checkout"*"--output json"*) ;; *) exit 9 ;; esac
                cat <<'EVENTS'
                {"events": [{"logStreamName": "2026/07/01/[42]aaaa1111", "timestamp": 1782900000000, "message":
                "REPORT RequestId: r-1\\tMemory Size: 512 MB\\tMax Memory Used: 90 MB\\tXRAY TraceId: 1-5e1b\\t\\n"}]}
                EVENTS
                """);
        assertThat(folder.resolve("aws").toFile().setExecutable(true)).isTrue();
        Run run = run("'" + DEPLOY + "/lambda/import-reports' checkout 48 -- --dry-run");
        assertThat(run.code()).as(run.printed()).isZero();
        assertThat(run.printed()).contains("\t42\t").contains("faas.mem_usage\t" + 90 * (1 << 20));
        assertThat(run("'" + DEPLOY + "/lambda/import-reports'").code()).isEqualTo(2);
    }

    @Test
    void whatACrontabCallsIsWhatTheScriptTakes() throws Exception {
        JsonNode container = new YAMLMapper()
                .readTree(Files.readString(DEPLOY.resolve("capture/cronjob.yaml")))
                .at("/spec/jobTemplate/spec/template/spec/containers/0");
        assertThat(container.at("/command/0").asText()).endsWith("/deploy/capture/snapshot");
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < container.path("args").size(); i += 2) {
            options.put(
                    container.at("/args/" + i).asText(),
                    container.at("/args/" + (i + 1)).asText());
        }
        assertThat(options).containsKeys("--service", "--instance", "--url", "--format");
        JsonNode pod = new YAMLMapper().readTree(Files.readString(DEPLOY.resolve("capture/sidecar.yaml")));
        assertThat(pod.at("/spec/shareProcessNamespace").asBoolean()).isTrue();
        assertThat(pod.at("/spec/securityContext/runAsUser").asInt()).isPositive();
        Run syntax = run("bash -n -c '" + pod.at("/spec/containers/1/args/0").asText() + "'");
        assertThat(syntax.code()).as(syntax.printed()).isZero();
    }

    @Test
    void prometheusTakesTheScrapeOfCoreDns() throws Exception {
        Machine.needs("promtool");
        Run run = run("promtool check config '" + DEPLOY + "/coredns/prometheus.yml'");
        assertThat(run.code()).as(run.printed()).isZero();
    }

    private static String snapshot(String options) {
        return "'" + DEPLOY + "/capture/snapshot' " + options;
    }

    private Run run(String script) throws Exception {
        return Machine.shell(folder, environment, script);
    }
}
