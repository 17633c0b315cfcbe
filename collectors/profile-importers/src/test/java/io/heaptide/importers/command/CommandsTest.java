package io.heaptide.importers.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandsTest {

    private static final String OLD = report(100, 2);
    private static final String NEW = report(350, 7);

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder = Path.of("");

    @Test
    void aDryRunPrintsTheSites() throws IOException {
        assertThat(run("import", "memleak", file("a.txt", OLD), "--service=shop", "--dry-run"))
                .isZero();
        assertThat(out.toString().lines())
                .first()
                .asString()
                .startsWith("fingerprint\tlive_bytes\tlive_count\tlive_bytes_error\tallocated_bytes");
        assertThat(out.toString().lines()).last().asString().matches("[0-9a-f]{16}\t100\t2\t0\t0\t0\tcache_put\t");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void jsonIsOneDocument() throws IOException {
        assertThat(run("import", "memleak", file("a.txt", OLD), "--service=shop", "--dry-run", "--json"))
                .isZero();
        assertThat(out.toString())
                .startsWith(
                        "{\"format\":\"memleak\",\"taken_at\":\"\",\"incomplete\":false,\"missing\":\"\",\"sites\":[{")
                .contains("\"site\":\"cache_put\"", "\"frames\":[\"cache_put\"]", "\"live_bytes\":100.0");
    }

    @Test
    void aFunctionsReportsAreReadings() throws IOException {
        String reports = file(
                "tail.txt",
                "2026-07-01T10:00:00.123000+00:00 2026/07/01/[42]aaaa1111 REPORT RequestId: r-1\tDuration: 12.3 ms\t"
                        + "Billed Duration: 13 ms\tMemory Size: 512 MB\tMax Memory Used: 90 MB\t\n");
        assertThat(run("import", "lambda", reports, "--service=checkout", "--dry-run"))
                .isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "instance\tversion\tat\tsignal\tbytes",
                        "2026/07/01/[42]aaaa1111\t42\t2026-07-01T10:00:00.123Z\tfaas.mem_usage\t94371840",
                        "2026/07/01/[42]aaaa1111\t42\t2026-07-01T10:00:00.123Z\tfaas.memory.limit\t536870912");
        assertThat(run("import", "lambda", reports, "--service=checkout", "--dry-run", "--json"))
                .isZero();
        assertThat(out.toString()).contains("[{\"instance\":\"2026/07/01/[42]aaaa1111\",\"version\":\"42\"");
    }

    @Test
    void standardInputIsADash() throws IOException {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(NEW.getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(run("diff", file("a.txt", OLD), "-")).isZero();
        } finally {
            System.setIn(before);
        }
        assertThat(out.toString().lines()).last().asString().matches("[0-9a-f]{16}\t250\t5\t0\t100\t350\tcache_put\t");
    }

    @Test
    void diffGuessesFormatsAndUnpacks() throws IOException {
        Path packed = folder.resolve("b.gz");
        try (GZIPOutputStream gzip = new GZIPOutputStream(Files.newOutputStream(packed))) {
            gzip.write(NEW.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(run("diff", file("a.txt", OLD), packed.toString(), "--json")).isZero();
        assertThat(out.toString()).startsWith("[{").contains("\"grown_bytes\":250.0", "\"old_live_bytes\":100.0");
    }

    @Test
    void aPartIsPrintedAndSaidToBeOne() throws IOException {
        assertThat(run("import", "memleak", file("a.txt", NEW + "\t\tma"), "--service=shop", "--dry-run"))
                .isZero();
        assertThat(err.toString()).contains("a.txt is incomplete: the file breaks off at line 4");
    }

    @Test
    void aBadProfileIsOneAndNamesThePlace() throws IOException {
        assertThat(run("import", "jemalloc", file("a.txt", OLD), "--service=shop"))
                .isEqualTo(1);
        assertThat(err.toString()).startsWith("import: ").contains("a.txt: line 1: no 'heap_v2/INTERVAL'");
        assertThat(run("diff", file("b.txt", "what?"), file("a.txt", OLD))).isEqualTo(1);
        assertThat(err.toString()).contains("its format is none of [valgrind, massif");
    }

    @Test
    void whatIsNotThereIsNamed() {
        assertThat(run("import", "jemalloc", folder.resolve("nope").toString(), "--service=shop"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("no such file").contains("nope");
        assertThat(run("import", "jemalloc", folder.toString(), "--service=shop"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("a directory");
    }

    @Test
    void wrongUseIsTwo() throws IOException {
        assertThat(run("import", "memleek", file("a.txt", OLD), "--service=shop"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("memleek").contains("valgrind, massif, gperftools, jemalloc, pprof");
        assertThat(run("import", "memleak", file("a.txt", OLD))).isEqualTo(2);
        assertThat(run("import", "memleak", file("a.txt", OLD), "--service= ")).isEqualTo(2);
        assertThat(run("diff", "-", "-")).isEqualTo(2);
        assertThat(run("diff", file("a.txt", OLD))).isEqualTo(2);
    }

    @Test
    void kafkaThatCannotBeReachedIsNamed() throws IOException {
        assertThat(run("import", "memleak", file("a.txt", OLD), "--service=shop", "--kafka=nobody.invalid:9"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("not published to Kafka at nobody.invalid:9");
    }

    @Test
    void namesCannotSteerATerminal() throws IOException {
        assertThat(run(
                        "import",
                        "memleak",
                        file("a.txt", OLD.replace("cache_put", "cache\u001b[31m\tput")),
                        "--service=s",
                        "--dry-run"))
                .isZero();
        assertThat(out.toString()).doesNotContain("\u001b");
    }

    private static String report(int bytes, int count) {
        return """
                [11:16:33] Top 9 stacks with outstanding allocations:
                \t%d bytes in %d allocations from stack
                \t\tcache_put+0x13 [shop]
                """.formatted(bytes, count);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private int run(String command, String... arguments) {
        CommandLine line = command.equals("diff") ? DiffCommand.commandLine() : ImportCommand.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }
}
