package io.heaptide.benchmarks.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.benchmarks.Bench;
import io.heaptide.core.InstanceState;
import io.heaptide.core.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ExitCode;

class KernelBenchTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void measuresWhatItIsAskedFor() throws IOException {
        StringWriter out = new StringWriter();
        Path results = directory.resolve("results.json");
        int exit = Bench.commandLine()
                .setOut(new PrintWriter(out, true))
                .execute(
                        "kernel",
                        "--only=EvidenceBenchmark|AddBenchmark",
                        "--forks=0",
                        "--warmups=0",
                        "--iterations=1",
                        "--time=0.02s",
                        "--json=" + results);

        assertThat(exit).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).containsPattern("[1-9][0-9,]* bytes a stored series");
        assertThat(Files.readString(results))
                .contains("EvidenceBenchmark.merge", "EvidenceBenchmark.score", "AddBenchmark.add");
    }

    @Test
    void theStoriesAreWhatTheirNamesSay() {
        AssessBenchmark benchmark = new AssessBenchmark();
        for (Story story : Story.values()) {
            benchmark.story = story;
            benchmark.hear();
            assertThat(benchmark.assess().verdict() == Verdict.LEAKING)
                    .as(story.name())
                    .isEqualTo(story == Story.LEAKING);
        }
    }

    @Test
    void aStateSurvivesTheTripToItsBytesAndBack() throws IOException {
        WireBenchmark benchmark = new WireBenchmark();
        InstanceState read = benchmark.read();

        assertThat(read.id().id()).isEqualTo("basket-1");
        assertThat(benchmark.write()).hasSizeGreaterThan(benchmark.bytesPerSeries());
    }
}
