package io.heaptide.benchmarks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.heaptide.benchmarks.Bench;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The benchmarks on a fleet so small that their figures say nothing, but all of them are there. */
@Tag("field")
class PipelineBenchIT {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void everyContestantTakesEverySample() throws IOException {
        JsonNode report = run("pipeline --series 200 --runs 1 --samples 100k --naive-samples 3k --json");

        for (ContestantName name : ContestantName.values()) {
            JsonNode figures = report.at("/200/" + name.label());
            assertThat(figures.at("/samples_per_second/median").asDouble())
                    .as(name.label())
                    .isPositive();
            assertThat(figures.at("/cpu_us_per_sample/median").asDouble()).isPositive();
        }
        assertThat(report.at("/200/heaptide/state_bytes_per_series/median").asDouble())
                .isPositive();
        assertThat(report.at("/200/ratios/heaptide ~1 naive").asDouble()).isPositive();
    }

    @Test
    void stateIsRestoredAndTakenOver() throws IOException {
        JsonNode report = run("restore --series 200 --runs 1 --json");

        assertThat(report.at("/restore_seconds/median").asDouble()).isPositive();
        assertThat(report.at("/takeover_seconds/median").asDouble()).isPositive();
    }

    private JsonNode run(String line) throws IOException {
        int exitCode = Bench.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(line.split(" ", -1));
        assertThat(exitCode).as(err.toString()).isZero();
        return new ObjectMapper().readTree(out.toString());
    }
}
