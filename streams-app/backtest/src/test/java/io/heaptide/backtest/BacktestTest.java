package io.heaptide.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacktestTest {
    private static final long START_SECONDS = 1_767_225_600L;
    private static final long MIB = 1 << 20;

    @TempDir
    private Path folder = Path.of("");

    private final StringWriter err = new StringWriter();

    @Test
    void aLeakingInstanceAndItsServiceAreReportedAndAHealthyOneIsNot() throws IOException {
        Path out = folder.resolve("verdicts.csv");
        assertThat(run("--samples", plain(samples(false)), "--out", out.toString()))
                .isZero();
        List<String> rows = Files.readAllLines(out);
        assertThat(rows.get(0)).isEqualTo(VerdictCsv.HEADER);
        assertThat(rows).anyMatch(row -> row.contains(",leaky,leaky-1,leaking,"));
        assertThat(rows).anyMatch(row -> row.contains(",leaky,,leaking,"));
        assertThat(rows).noneMatch(row -> row.contains(",calm,") && row.contains(",leaking,"));
        assertThat(err.toString()).contains("960 samples replayed, 0 refused");
    }

    @Test
    void gzipAndIsoTimesGiveTheSameVerdicts() throws IOException {
        Path plain = folder.resolve("plain.csv");
        Path packed = folder.resolve("packed.csv");
        run("--samples", plain(samples(false)), "--out", plain.toString());
        run("--samples", gzipped(samples(true)), "--out", packed.toString());
        assertThat(packed).hasSameTextualContentAs(plain);
    }

    @Test
    void verdictsDoNotDependOnTheFuture() throws IOException {
        List<String> lines = samples(false).lines().toList();
        Path whole = folder.resolve("whole.csv");
        Path part = folder.resolve("part.csv");
        run("--samples", plain(String.join("\n", lines)), "--out", whole.toString());
        run("--samples", plain(String.join("\n", lines.subList(0, 600))), "--out", part.toString());
        List<String> early = Files.readAllLines(part);
        double cut = START_SECONDS + 295 * 60;
        List<String> before =
                early.stream().skip(1).filter(row -> seconds(row) < cut).toList();
        assertThat(before).isNotEmpty();
        assertThat(Files.readAllLines(whole)).containsAll(before);
    }

    @Test
    void aBadLineIsNamed() throws IOException {
        String bad = "timestamp,service,instance,metric,used_bytes\n1,a,b,process.memory.usage,12x\n";
        assertThat(run("--samples", plain(bad), "--out", folder.resolve("o.csv").toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("line 2").contains("12x");
    }

    @Test
    void aMissingColumnIsNamed() throws IOException {
        assertThat(run(
                        "--samples",
                        plain("timestamp,service\n"),
                        "--out",
                        folder.resolve("o.csv").toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("column instance is missing");
    }

    @Test
    void anEmptyFileAndAMissingOneFail() throws IOException {
        assertThat(run("--samples", plain(""), "--out", folder.resolve("o.csv").toString()))
                .isEqualTo(1);
        assertThat(run(
                        "--samples",
                        folder.resolve("none.csv").toString(),
                        "--out",
                        folder.resolve("o.csv").toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("the file is empty").contains("no such file");
    }

    @Test
    void wrongUseIsExitCodeTwo() throws IOException {
        assertThat(run("--samples", plain("x"))).isEqualTo(2);
        assertThat(run("--samples", plain("x"), "--out", "o", "--pane", "soon")).isEqualTo(2);
        assertThat(run("--samples", plain("x"), "--out", "o", "--pane", "0.1s")).isEqualTo(2);
    }

    @Test
    void quotedCellsMayHoldCommas() {
        SampleLine columns = new SampleLine("timestamp,service,instance,metric,used_bytes,limit_bytes,version");
        Reading reading = columns.parse("1.5,\"a,b\",\"say \"\"hi\"\"\",m,1e3,,2.0", 2);
        assertThat(reading.service()).isEqualTo("a,b");
        assertThat(reading.instance()).isEqualTo("say \"hi\"");
        assertThat(reading.atMillis()).isEqualTo(1500);
        assertThat(reading.usedBytes()).isEqualTo(1000);
        assertThat(reading.limitBytes()).isEmpty();
        assertThat(reading.version()).isEqualTo("2.0");
    }

    private int run(String... arguments) {
        return Backtest.commandLine().setErr(new PrintWriter(err, true)).execute(arguments);
    }

    private static double seconds(String row) {
        return Double.parseDouble(row.substring(0, row.indexOf(',')));
    }

    private String plain(String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "samples", ".csv"), text)
                .toString();
    }

    private String gzipped(String text) throws IOException {
        Path file = Files.createTempFile(folder, "samples", ".csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return file.toString();
    }

    /** Eight hours of two services by the minute. */
    private static String samples(boolean iso) {
        StringBuilder text = new StringBuilder("timestamp,service,instance,metric,used_bytes,limit_bytes\n");
        for (int minute = 0; minute < 480; minute++) {
            long at = START_SECONDS + minute * 60L;
            String time = iso ? Instant.ofEpochSecond(at).toString() : Long.toString(at);
            long wobble = (minute * 7919L % 13) * MIB / 4;
            long leak = 200 * MIB + minute * MIB * 3 / 2 + wobble;
            text.append(row(time, "leaky", leak)).append(row(time, "calm", 300 * MIB + wobble));
        }
        return text.toString();
    }

    private static String row(String time, String service, long bytes) {
        return String.format(
                Locale.ROOT, "%s,%s,%s-1,process.memory.usage,%d,%d%n", time, service, service, bytes, 1024 * MIB);
    }
}
