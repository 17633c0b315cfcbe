package io.heaptide.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.core.DetectorPolicy;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {
    private static final String HOSTILE = "</script><script>alert(1)</script>";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void theLeakIsTheHeadlineTheFirstRowAndTheFirstPlot() throws IOException {
        String page = report(ReportPolicy.defaults(), "leaky", "calm");
        assertThat(page)
                .contains("<h1>leaky leaks</h1>")
                .contains("2026-01-01 00:00 to 2026-01-01 07:59 UTC, 7 h 59 min");
        assertThat(page)
                .containsSubsequence(
                        "Services, worst first",
                        "leaky",
                        "chip leaking",
                        "2026-01-01 0",
                        "MiB",
                        "1 of 1 leak",
                        "share-leaking",
                        "calm",
                        "Plots, worst first",
                        "id=\"plot-1\"",
                        "leaky-1",
                        "limit 1.0 GiB",
                        "id=\"plot-2\"",
                        "calm-1",
                        "Instances, worst first",
                        "<a href=\"#plot-1\">leaky-1</a>");
    }

    @Test
    void thePlotHasReadingsEnvelopeFitLimitAndVerdicts() throws IOException {
        String page = report(ReportPolicy.defaults(), "leaky", "calm");
        String data = page.substring(page.indexOf("id=\"data\">"));
        assertThat(data)
                .containsSubsequence(
                        "\"start\":1.7672256E9",
                        "\"stretch\":60.0",
                        "\"low\":[",
                        "\"high\":[",
                        "\"last\":[",
                        "\"envelope\":[",
                        "\"limit\":[",
                        "1073741824",
                        "\"verdicts\":[",
                        "\"spans\":[[0,",
                        "\"leaking\"]",
                        "\"fit\":{\"from\":");
    }

    @Test
    void thePageNeedsNothingFromElsewhere() throws IOException {
        String page = report(ReportPolicy.defaults(), "leaky", "calm");
        assertThat(page)
                .contains("default-src 'none'")
                .contains("uPlot")
                .doesNotContain(" src=")
                .doesNotContain("<link");
        assertThat(page).doesNotContain("{{").doesNotContain("href=\"http");
    }

    @Test
    void namesCannotBreakOutOfTheirPlace() throws IOException {
        String page = report(ReportPolicy.defaults(), HOSTILE, "\"><img onerror=x>");
        assertThat(page).doesNotContain("<script>alert").doesNotContain("<img");
        assertThat(page).contains("&lt;script&gt;alert(1)");
    }

    @Test
    void whatDoesNotFitIsCounted() throws IOException {
        String page = report(new ReportPolicy(100, 1, 1), "leaky", "leaky-too");
        assertThat(page).contains("<h1>2 of 2 services leak</h1>");
        assertThat(page).contains("and 1 other, none worse");
        assertThat(page).contains("id=\"plot-1\"").doesNotContain("id=\"plot-2\"");
        assertThat(page).contains("1 other instance was a concern and has no plot here");
    }

    @Test
    void calmRowsBeyondTheFirstAreFoldedAway() throws IOException {
        String[] services = new String[30];
        for (int i = 0; i < services.length; i++) {
            services[i] = "calm-" + i;
        }
        assertThat(report(ReportPolicy.defaults(), services)).contains("<summary>20 others, no concern</summary>");
    }

    @Test
    void whatWasLeftOutIsSaid() throws IOException {
        assertThat(report(ReportPolicy.defaults(), "calm", "calmer"))
                .contains("<h1>None of 2 services leaks</h1>")
                .contains("Left out: 5 points of a &lt;series&gt;")
                .doesNotContain("stopped before");
    }

    private String report(ReportPolicy policy, String... services) throws IOException {
        Path samples = Files.writeString(folder.resolve("samples.csv"), samples(services));
        Path page = folder.resolve("report.html");
        ProgressBar bar = new ProgressBar(new PrintWriter(new StringWriter()), false);
        try (Readings source = new SampleFile(samples);
                Interruption interruption = new Interruption();
                VerdictCsv rows = new VerdictCsv(folder.resolve("o.csv"));
                ParallelReplay replay =
                        new ParallelReplay(DetectorPolicy.defaults(), 1, rows, policy.recorded(), interruption)) {
            Told told = replay.run(source, bar);
            new HtmlReport(told, policy).write(page, "samples.csv", Duration.ofMinutes(1), "5 points of a <series>");
        }
        return Files.readString(page);
    }

    /** Eight hours of services by the minute; what is called leaky or is hostile leaks. */
    private static String samples(String... services) {
        StringBuilder text = new StringBuilder("timestamp,service,instance,metric,used_bytes,limit_bytes\n");
        for (int minute = 0; minute < 480; minute++) {
            for (String service : services) {
                long wobble = (minute * 7919L % 13) << 18;
                boolean leaks = service.startsWith("leaky") || service.equals(HOSTILE);
                long bytes = (200L << 20) + wobble + (leaks ? minute * (3L << 19) : 0);
                String quoted = service.replace("\"", "\"\"");
                text.append(1_767_225_600L + minute * 60L)
                        .append(",\"")
                        .append(quoted)
                        .append("\",\"")
                        .append(quoted)
                        .append("-1\",process.memory.usage,")
                        .append(bytes)
                        .append(",1073741824\n");
            }
        }
        return text.toString();
    }
}
