package io.heaptide.otelcol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The real Collector's own opinion of every pair of files. */
@Tag("field")
class ShippedConfigurationsIT {

    private static final long PATIENCE_SECONDS = 60;

    private static Path program;

    @TempDir
    private Path folder;

    @BeforeAll
    static void build() throws IOException, InterruptedException {
        program = UpstreamPrograms.obtain().collector();
    }

    static Stream<Arguments> shipped() {
        return Stream.of("host.yaml", "agent.yaml", "cluster.yaml", "gateway.yaml")
                .flatMap(source ->
                        Stream.of("to-kafka.yaml", "to-heaptide.yaml").map(target -> Arguments.of(source, target)));
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void everyPairIsValid(String source, String target) throws IOException, InterruptedException {
        Path log = folder.resolve("validation.log");
        ProcessBuilder builder = new ProcessBuilder(
                        RunningCollector.command(program, List.of("validate"), source, target))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(RunningCollector.environment(folder, Map.of()));
        Process validation = builder.start();

        boolean ended = validation.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        validation.destroyForcibly();

        assertThat(ended).isTrue();
        assertThat(validation.exitValue()).as(Files.readString(log)).isZero();
    }
}
