package io.heaptide.benchmarks.detection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.heaptide.benchmarks.Bench;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ExitCode;

class DetectionBenchTest {
    @TempDir
    private Path directory = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void printsEveryMethodOnRecordingsAndOnTheFleetAndWritesItsFiles() throws IOException {
        Fixture.write(directory);
        Path html = directory.resolve("page.html");
        Path csv = directory.resolve("figures.csv");
        Path markdown = directory.resolve("tables.md");
        Path verdicts = directory.resolve("verdicts");

        int exit = run(
                "--leakbench=" + directory,
                "--services=17",
                "--days=1",
                "--seeds=1,2",
                "--step=5m",
                "--explain",
                "--html=" + html,
                "--csv=" + csv,
                "--markdown=" + markdown,
                "--verdicts=" + verdicts);

        assertThat(exit).as(err.toString()).isEqualTo(ExitCode.OK);
        assertThat(out.toString())
                .contains(
                        "Heaptide", "PrecogMF", "predict_linear", "Coroot's rule", "simulator, seed 2", "Calibration");
        assertThat(html).content().startsWith("<!doctype html>").contains("<svg", "</table>");
        assertThat(csv).content().contains("Heaptide,dataset,one,3,").contains("Heaptide,shape,slow_leak,");
        assertThat(markdown).content().contains("| PrecogMF |");
        assertThat(verdicts.resolve("one.csv")).content().startsWith("timestamp,service,instance,verdict\n");
    }

    @Test
    void speaksJson() throws IOException {
        Fixture.write(directory);

        assertThat(run("--leakbench=" + directory, "--services=0", "--alone", "--json"))
                .isEqualTo(ExitCode.OK);
        JsonNode root = new ObjectMapper().readTree(out.toString());
        assertThat(root.path("macro").path("Heaptide").path("macro_recall").isNumber())
                .isTrue();
        assertThat(root.path("figures")).hasSize(2);
    }

    @Test
    void doesNothingWithoutCasesAndFailsWithoutADirectory() {
        assertThat(run("--services=0")).isEqualTo(ExitCode.USAGE);
        assertThat(run("--services=0", "--leakbench=" + directory.resolve("none")))
                .isEqualTo(ExitCode.SOFTWARE);
        assertThat(err.toString()).contains("nothing to do", "none");
    }

    private int run(String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "detection";
        System.arraycopy(args, 0, all, 1, args.length);
        return Bench.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }
}
