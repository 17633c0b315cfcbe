package io.heaptide.importers.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.importers.summary.KnownSite;
import io.heaptide.importers.summary.SiteReport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** bcc's {@code memleak} on a program with a leak. It compiles against kernel headers, of which any will do for a user's program. */
@Tag("field")
class BccMemleakIT {

    private static final String REPORT = "stacks with outstanding allocations";
    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    Path folder = Path.of("");

    /** JUnit would tell of each link that it deletes. */
    @AfterEach
    void removeHeaders() throws IOException, InterruptedException {
        Machine.run(folder, Map.of(), "rm", "-rf", "headers");
    }

    @Test
    void findsThePlantedSiteUnderItsFingerprint() throws IOException, InterruptedException {
        assertLeak(report(Program.compiled(folder, "cc", "shop.c")));
    }

    @Test
    void aSiteThatWasInlinedIsTheSame() throws IOException, InterruptedException {
        assertLeak(report(Program.compiled(folder, "cc", "shop.c", "-O2", "-Dnoinline=always_inline")));
    }

    private static void assertLeak(SiteReport report) {
        assertThat(Program.bytes(report))
                .containsEntry(NativeToolsIT.TEXTS, 2_000_000.0)
                .containsEntry(NativeToolsIT.ORDERS, 32_000.0)
                .hasSize(2);
        assertThat(report.sites().get(0).site().live().count()).isEqualTo(2_000);
        assertThat(report.sites()).extracting(KnownSite::name).first().isEqualTo("copy_text (shop.c:14)");
    }

    /** Traces the program from before its work until a report shows what that left. */
    private SiteReport report(Program shop) throws IOException, InterruptedException {
        Machine.needs(System.getProperty("user.name").equals("root"), "root's rights to trace");
        Path memleak = Machine.program("memleak-bpfcc");
        Path report = folder.resolve("shop.memleak");
        Process program = new ProcessBuilder(shop.binary(), "wait").start();
        Process tracer = null;
        try {
            tracer = tracer(memleak, program.pid(), report);
            await(tracer, report, REPORT);
            OutputStream steps = program.getOutputStream();
            steps.write('1');
            steps.flush();
            await(tracer, report, "2000000 bytes in 2000 allocations");
            assertThat(tracer.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            program.destroyForcibly();
            if (tracer != null) {
                tracer.destroyForcibly();
            }
        }
        return Program.read(
                "memleak", report, Program.symbols(List.of(folder))); // it tells the module's name, not its path
    }

    private Process tracer(Path memleak, long pid, Path report) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(memleak.toString(), "-p", Long.toString(pid), "-o", "0", "3", "8")
                .redirectError(folder.resolve("memleak.err").toFile())
                .redirectOutput(report.toFile());
        builder.environment().put("PYTHONUNBUFFERED", "1");
        builder.environment().put("BCC_KERNEL_SOURCE", headers().toString());
        return builder.start();
    }

    /** Debian's headers are in two parts, of which the second refers to the first. */
    private Path headers() throws IOException, InterruptedException {
        Path merged = folder.resolve("headers");
        if (!Files.exists(merged)) {
            Path common = part("-common");
            Path machine = Path.of(common.toString().replaceFirst("-common$", "-amd64"));
            Machine.needs(Files.isDirectory(machine), "kernel headers " + machine);
            Files.createDirectory(merged);
            for (Path part : List.of(common, machine)) {
                Machine.run(folder, Map.of(), "cp", "-rsf", part + "/.", merged.toString());
            }
        }
        return merged;
    }

    private static Path part(String ending) throws IOException {
        try (Stream<Path> sources = Files.list(Path.of("/usr/src"))) {
            List<Path> parts = sources.filter(path -> path.toString().endsWith(ending))
                    .sorted()
                    .toList();
            Machine.needs(!parts.isEmpty(), "kernel headers: /usr/src/linux-headers-*" + ending);
            return parts.get(parts.size() - 1);
        }
    }

    private void await(Process tracer, Path report, String text) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!Files.readString(report).contains(text) && tracer.isAlive() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertThat(Files.readString(report))
                .as("what memleak says; its errors: %s", Files.readString(folder.resolve("memleak.err")))
                .contains(text);
    }
}
