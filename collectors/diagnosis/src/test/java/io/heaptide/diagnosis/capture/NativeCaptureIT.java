package io.heaptide.diagnosis.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heaptide.importers.summary.KnownSite;
import io.heaptide.signals.AllocationSiteFingerprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A real C program that leaks a megabyte a second under each allocator. */
@Tag("field")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NativeCaptureIT {

    private static final CaptureBounds BOUNDS = new CaptureBounds(
            Duration.ofSeconds(3), 3, Duration.ofMinutes(1), Duration.ofSeconds(20), 64 << 20, 1 << 30);
    private static final String TEXTS =
            AllocationSiteFingerprint.of(List.of("copy_text", "order_cache_put", "handle_request"));
    private static final String KIB_A_SECOND = "1024";

    private Path folder = Path.of("");
    private Path leaky = Path.of("");

    @BeforeAll
    void compile(@TempDir Path temporary) throws IOException, InterruptedException {
        folder = temporary;
        leaky = RunningProgram.compiled(folder, "leaky.c");
    }

    @Test
    void aProgramWithoutAProfilerIsTraced() throws Exception {
        RunningProgram.tool("bpftrace");
        RunningProgram.needs(System.getProperty("user.name").equals("root"), "root's rights to trace");
        Capture capture = captured(Map.of());
        assertThat(capture.tool()).isEqualTo("bpftrace");
        assertThat(capture.snapshots()).hasSize(4); // the beginning, and three
        assertGrew(capture, 3e6);
    }

    @Test
    void gperftoolsIsAskedByItsSignal() throws Exception {
        Capture capture = captured(Map.of(
                "LD_PRELOAD", library("libtcmalloc.so.4"),
                "HEAPPROFILE", folder.resolve("tc").toString(),
                "HEAPPROFILESIGNAL", "12"));
        assertThat(capture.tool()).isEqualTo("gperftools");
        assertThat(capture.snapshots()).hasSize(3);
        assertGrew(capture, 2e6);
    }

    @Test
    void jemallocsOwnDumpsAreRead() throws Exception {
        Capture capture = captured(Map.of(
                "LD_PRELOAD",
                library("libjemalloc.so.2"),
                "MALLOC_CONF",
                "prof:true,lg_prof_sample:12,lg_prof_interval:20,prof_prefix:" + folder.resolve("je")));
        assertThat(capture.tool()).isEqualTo("jemalloc");
        assertThat(capture.snapshots()).hasSize(3);
        assertGrew(capture, 2e6);
    }

    @Test
    void aTraceThatCostsTooMuchIsBrokenOff() throws Exception {
        RunningProgram.tool("bpftrace");
        RunningProgram.needs(System.getProperty("user.name").equals("root"), "root's rights to trace");
        CaptureBounds stingy = new CaptureBounds(
                Duration.ofSeconds(30), 3, Duration.ofMinutes(1), Duration.ofMillis(1), 64 << 20, 1 << 30);
        try (RunningProgram running = RunningProgram.start(Map.of(), List.of(leaky.toString(), KIB_A_SECOND))) {
            running.opened();
            assertThatThrownBy(() -> captures(stingy).of(List.of(running.pid()), CaptureKind.GROWTH))
                    .isInstanceOf(CaptureFailed.class)
                    .hasMessageContaining("ms of CPU before its first snapshot");
            assertThat(running.isAlive()).isTrue();
        }
    }

    private Capture captured(Map<String, String> environment) throws Exception {
        try (RunningProgram running = RunningProgram.start(environment, List.of(leaky.toString(), KIB_A_SECOND))) {
            running.opened();
            Capture capture = captures(BOUNDS).of(List.of(running.pid()), CaptureKind.GROWTH);
            assertThat(running.isAlive()).isTrue();
            return capture;
        }
    }

    private static void assertGrew(Capture capture, double bytes) {
        Map.Entry<KnownSite, Double> grown = capture.mostGrown().orElseThrow();
        assertThat(grown.getKey().fingerprint()).isEqualTo(TEXTS);
        assertThat(grown.getValue()).isBetween(0.3 * bytes, 4 * bytes); // it runs beside other work
    }

    private static ProcessCapture captures(CaptureBounds bounds) {
        return new ProcessCapture(bounds, InstantSource.system(), Optional.empty());
    }

    private static String library(String name) {
        List<Path> folders = List.of(
                Path.of("/usr/lib/x86_64-linux-gnu"), Path.of("/usr/lib/aarch64-linux-gnu"), Path.of("/usr/lib64"));
        Optional<Path> found = folders.stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::exists)
                .findFirst();
        RunningProgram.needs(found.isPresent(), name);
        return found.orElseThrow().toString();
    }
}
