package io.heaptide.otelcol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The Collector of {@code builder-config.yaml}, built from its Go modules by the upstream builder, and the Prometheus whose
 * code its receiver is, which costs eighteen packages more. Building takes many minutes, so that programs once built are
 * kept under Heaptide's home, by the hash of the manifest.
 */
record UpstreamPrograms(Path collector, Path prometheus) {

    static final Path CONFIGURATIONS =
            Path.of(System.getProperty("basedir", ".")).toAbsolutePath().normalize();

    private static final String MANIFEST = "builder-config.yaml";
    private static final String COLLECTOR = "heaptide-otelcol";
    private static final String BUILDER = "go.opentelemetry.io/collector/cmd/builder@v0.149.0";
    private static final String PROMETHEUS = "github.com/prometheus/prometheus/cmd/prometheus";
    private static final String PROMETHEUS_TAGS = "remove_all_sd,enable_kubernetes_sd"; // those of the manifest
    private static final String CONTRIB = "github.com/open-telemetry/opentelemetry-collector-contrib";
    private static final long LONGEST_BUILD_MINUTES = 60;

    /** Where a module proxy has modules that its mirror of the checksum database lacks: verified by HTTPS alone. */
    private static final String UNLISTED = String.join(
            ",",
            CONTRIB + "/exporter/kafkaexporter",
            CONTRIB + "/internal/kafka",
            CONTRIB + "/pkg/kafka",
            CONTRIB + "/pkg/translator/zipkin",
            CONTRIB + "/extension/encoding");

    /** The programs, after building them if need be. Without Go, a user's test ends here; CI's fails. */
    static UpstreamPrograms obtain() throws IOException, InterruptedException {
        Path folder = home().resolve("otel-collector").resolve(hash(CONFIGURATIONS.resolve(MANIFEST)));
        Files.createDirectories(folder);
        UpstreamPrograms programs = new UpstreamPrograms(folder.resolve(COLLECTOR), folder.resolve("prometheus"));
        try (FileChannel lock =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            lock.lock(); // released with the channel
            if (!Files.isExecutable(programs.collector) || !Files.isExecutable(programs.prometheus)) {
                programs.build(go(), folder.resolve("work"));
            }
        }
        return programs;
    }

    private void build(Path go, Path work) throws IOException, InterruptedException {
        Files.createDirectories(work);
        Files.copy(CONFIGURATIONS.resolve(MANIFEST), work.resolve(MANIFEST), StandardCopyOption.REPLACE_EXISTING);
        run(work, go, "run", BUILDER, "--config", MANIFEST);
        Path modules = work.resolve("build"); // what the builder leaves: a Go module with everything at one version
        run(modules, go, "build", "-mod=mod", "-tags", PROMETHEUS_TAGS, "-o", "prometheus", PROMETHEUS);
        Files.move(modules.resolve(COLLECTOR), collector, StandardCopyOption.ATOMIC_MOVE);
        Files.move(modules.resolve("prometheus"), prometheus, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void run(Path folder, Path go, String... arguments) throws IOException, InterruptedException {
        Path log = folder.resolve("build.log");
        List<String> command = new ArrayList<>(List.of(go.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        Map<String, String> environment = builder.environment();
        environment.put("CGO_ENABLED", "0");
        environment.put("GOFLAGS", "-trimpath -buildvcs=false");
        environment.put("GONOSUMDB", UNLISTED);
        environment.put("PATH", go.getParent() + ":" + System.getenv("PATH"));
        Process process = builder.start();
        boolean ended = process.waitFor(LONGEST_BUILD_MINUTES, TimeUnit.MINUTES);
        process.destroyForcibly();
        assertThat(ended && process.exitValue() == 0)
                .as("%s succeeds: %s", command, Files.readString(log))
                .isTrue();
    }

    private static Path go() {
        Optional<Path> go = Stream.concat(
                        Stream.of(System.getenv("PATH").split(":", -1)).map(folder -> Path.of(folder, "go")),
                        Stream.of(Path.of("/usr/local/go/bin/go")))
                .filter(Files::isExecutable)
                .findFirst();
        if (go.isEmpty()) {
            assertThat(System.getenv("CI"))
                    .as("go is needed on the machine that CI runs on")
                    .isNull();
            Assumptions.abort("this machine has no go");
        }
        return go.orElseThrow();
    }

    private static Path home() {
        String home = System.getenv().getOrDefault("HEAPTIDE_HOME", "");
        return home.isBlank() ? Path.of(System.getProperty("user.home"), ".heaptide") : Path.of(home);
    }

    private static String hash(Path manifest) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] bytes = (BUILDER + Files.readString(manifest)).getBytes(UTF_8);
            return HexFormat.of().formatHex(digest.digest(bytes)).substring(0, 16);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
