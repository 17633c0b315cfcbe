package io.heaptide.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
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
    void quotedCellsMayHoldCommas() throws IOException {
        SampleLine columns = new SampleLine("timestamp,service,instance,metric,used_bytes,limit_bytes,version");
        Reading reading = columns.parse(line("1.5,\"a,b\",\"say \"\"hi\"\"\",m,1e3,,2.0"));
        assertThat(reading.service()).isEqualTo("a,b");
        assertThat(reading.instance()).isEqualTo("say \"hi\"");
        assertThat(reading.atMillis()).isEqualTo(1500);
        assertThat(reading.usedBytes()).isEqualTo(1000);
        assertThat(reading.limitBytes()).isEmpty();
        assertThat(reading.version()).isEqualTo("2.0");
    }

    @Test
    void exactlyOneSourceIsAskedForByName() {
        assertThat(run("--out", "o")).isEqualTo(2);
        assertThat(run("--out", "o", "--samples", "s.csv", "--prometheus", "http://p:9090", "--query", "up"))
                .isEqualTo(2);
        assertThat(run("--out", "o", "--prometheus", "http://p:9090", "--from", "0"))
                .isEqualTo(2);
        assertThat(run("--out", "o", "--prometheus", "http://p:9090", "--query", "up"))
                .isEqualTo(2);
        assertThat(run("--out", "o", "--prometheus", "p:9090", "--query", "up", "--from", "0"))
                .isEqualTo(2);
        assertThat(run("--out", "o", "--prometheus", "http://p", "--query", "up", "--from", "9", "--to", "1"))
                .isEqualTo(2);
        assertThat(err.toString().lines())
                .satisfiesExactly(
                        none -> assertThat(none).contains("give --samples FILE, or --prometheus URL"),
                        two -> assertThat(two)
                                .contains("--samples s.csv")
                                .contains("up at http://p:9090")
                                .contains("leave one"),
                        noQuery -> assertThat(noQuery).contains("--query is missing: give"),
                        noStart -> assertThat(noStart).contains("--from is missing: give"),
                        address -> assertThat(address).contains("'p:9090'").contains("http://localhost:9090"),
                        backwards -> assertThat(backwards).contains("--to lies before --from"));
    }

    @Test
    void aPasswordInTheAddressIsRefusedAndNotPrinted() {
        assertThat(run("--out", "o", "--prometheus", "http://me:hunter2@p", "--query", "up", "--from", "0"))
                .isEqualTo(2);
        assertThat(run("--out", "o", "--prometheus", "http://p", "--header", "hunter2"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--header").doesNotContain("hunter2");
    }

    @Test
    void rowsAreSortedByTime() throws IOException {
        Path out = folder.resolve("verdicts.csv");
        assertThat(run("--samples", plain(samples(false)), "--out", out.toString()))
                .isZero();
        assertThat(Files.readAllLines(out).stream()
                        .skip(1)
                        .map(BacktestTest::seconds)
                        .toList())
                .isSorted()
                .hasSizeGreaterThan(2);
    }

    @Test
    void theSummaryIsJsonForScripts() throws IOException {
        StringWriter json = new StringWriter();
        int code = Backtest.commandLine()
                .setErr(new PrintWriter(err, true))
                .setOut(new PrintWriter(json, true))
                .execute(
                        "--samples",
                        plain(samples(false)),
                        "--out",
                        folder.resolve("o.csv").toString(),
                        "--json");
        assertThat(code).isZero();
        assertThat(json.toString())
                .startsWith(
                        "{\"whole\":true,\"samples\":960,\"refused\":0,\"series\":2,\"instances\":2,\"services\":2,")
                .contains("\"leaking\":1")
                .contains("\"alarms\":1")
                .contains("\"first\":\"2026-01-01T00:00:00Z\"")
                .contains("\"last\":\"2026-01-01T07:59:00Z\"");
    }

    @Test
    void aNewVersionBeginsANewLife() throws IOException {
        Path one = folder.resolve("one.csv");
        Path two = folder.resolve("two.csv");
        run("--samples", plain(versions("1.0", "1.0")), "--out", one.toString());
        run("--samples", plain(versions("1.0", "2.0")), "--out", two.toString());
        assertThat(Files.readString(one))
                .as("half a leak each, one leak together")
                .contains(",leaking,");
        assertThat(Files.readAllLines(two)).isNotEqualTo(Files.readAllLines(one));
    }

    @Test
    void whatCannotBeWrittenFailsBeforeTheWorkIsDone() throws IOException {
        Path nowhere = folder.resolve("missing").resolve("o.csv");
        assertThat(run("--samples", plain(samples(false)), "--out", nowhere.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains(nowhere.toString());
    }

    /** Growth by the minute over eight hours, the second half under another version. */
    private static String versions(String early, String late) {
        StringBuilder text = new StringBuilder("timestamp,service,instance,metric,used_bytes,limit_bytes,version\n");
        for (int minute = 0; minute < 480; minute++) {
            text.append(START_SECONDS + minute * 60L)
                    .append(",s,i,process.memory.usage,")
                    .append(200 * MIB + minute * MIB * 3 / 2)
                    .append(',')
                    .append(1024 * MIB)
                    .append(',')
                    .append(minute < 240 ? early : late)
                    .append('\n');
        }
        return text.toString();
    }

    private int run(String... arguments) {
        return Backtest.commandLine().setErr(new PrintWriter(err, true)).execute(arguments);
    }

    private static ByteLines line(String text) throws IOException {
        ByteLines lines = new ByteLines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        assertThat(lines.next()).isTrue();
        return lines;
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
