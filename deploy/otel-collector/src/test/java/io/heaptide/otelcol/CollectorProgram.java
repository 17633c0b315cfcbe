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
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The Collector of {@code builder-config.yaml}, built from its Go modules by the upstream builder. Building takes many
 * minutes, so that a program once built is kept under Heaptide's home, by the hash of its manifest.
 */
final class CollectorProgram {

    static final Path CONFIGURATIONS =
            Path.of(System.getProperty("basedir", ".")).toAbsolutePath().normalize();

    private static final String MANIFEST = "builder-config.yaml";
    private static final String PROGRAM = "heaptide-otelcol";
    private static final String BUILDER = "go.opentelemetry.io/collector/cmd/builder@v0.149.0";
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

    private CollectorProgram() {}

    /** The program, after building it if need be. Without Go, a user's test ends here; CI's fails. */
    static Path obtain() throws IOException, InterruptedException {
        Path folder = home().resolve("otel-collector").resolve(hash(CONFIGURATIONS.resolve(MANIFEST)));
        Files.createDirectories(folder);
        Path program = folder.resolve(PROGRAM);
        try (FileChannel lock =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            lock.lock(); // released with the channel
            if (!Files.isExecutable(program)) {
                build(go(), folder.resolve("work"), program);
            }
        }
        return program;
    }

    private static void build(Path go, Path work, Path program) throws IOException, InterruptedException {
        Files.createDirectories(work);
        Path log = work.resolve("build.log");
        Files.copy(CONFIGURATIONS.resolve(MANIFEST), work.resolve(MANIFEST), StandardCopyOption.REPLACE_EXISTING);
        ProcessBuilder builder = new ProcessBuilder(go.toString(), "run", BUILDER, "--config", MANIFEST)
                .directory(work.toFile())
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
                .as("the Collector builds: %s", Files.readString(log))
                .isTrue();
        Files.move(work.resolve("build").resolve(PROGRAM), program, StandardCopyOption.ATOMIC_MOVE);
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
