package io.heaptide.diagnosis.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heaptide.importers.summary.KnownSite;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real JVMs that leak. */
@Tag("field")
class JvmCaptureIT {

    private static final CaptureBounds BOUNDS = new CaptureBounds(
            Duration.ofSeconds(3), 3, Duration.ofMinutes(1), Duration.ofSeconds(20), 64 << 20, 1 << 30);

    /** Long enough for some twenty samples of what is kept, of half a megabyte each: in seconds there may be none. */
    private static final CaptureBounds SAMPLED = new CaptureBounds(
            Duration.ofSeconds(20), 3, Duration.ofMinutes(1), Duration.ofSeconds(20), 64 << 20, 1 << 30);

    private List<String> before = List.of();

    /** Somebody else's process may have been killed in the middle of a look. */
    @BeforeEach
    void lookAround() throws IOException {
        before = leftovers();
    }

    @Test
    void flightRecorderNamesTheSiteThatGrowsAndNothingIsLeftBehind() throws Exception {
        try (RunningProgram shop = RunningProgram.shop()) {
            Capture capture = captures(Optional.empty()).of(List.of(shop.pid()), CaptureKind.GROWTH);
            assertThat(capture.tool()).isEqualTo("JFR");
            assertThat(capture.snapshots()).hasSize(4); // the beginning, where nothing of it lived, and three
            Map.Entry<KnownSite, Double> grown = capture.mostGrown().orElseThrow();
            assertThat(grown.getKey().name()).startsWith(LeakingShop.SITE);
            assertThat(grown.getKey().site().type()).isEqualTo("byte[]");
            assertThat(grown.getValue()).isBetween(2e5, 8e6); // some seconds at half a megabyte
            assertThat(leftovers()).isSubsetOf(before);
            assertThat(shop.isAlive()).isTrue();
        }
    }

    @Test
    void aJvmOfAnotherUserIsServedAsRoot(@TempDir Path folder) throws Exception {
        RunningProgram.needs(System.getProperty("user.name").equals("root"), "root's rights");
        List<String> nobody =
                List.of(RunningProgram.tool("setpriv"), "--reuid=65534", "--regid=65534", "--clear-groups");
        try (RunningProgram shop = RunningProgram.shop(nobody, RunningProgram.publicClasses(folder))) {
            Capture capture = captures(Optional.empty()).of(List.of(shop.pid()), CaptureKind.GROWTH);
            assertThat(capture.tool()).isEqualTo("JFR");
            assertThat(capture.mostGrown().orElseThrow().getKey().name()).startsWith(LeakingShop.SITE);
            assertThat(leftovers()).isSubsetOf(before);
        }
    }

    @Test
    void aHistogramTellsTheClassThatGrows() throws Exception {
        try (RunningProgram shop = RunningProgram.shop()) {
            TargetProcess process = TargetProcess.of(shop.pid());
            CaptureRun run = new CaptureRun(BOUNDS, InstantSource.system(), process);
            Capture capture = new HistogramCapturer().capture(process, run);
            assertThat(capture.snapshots()).hasSize(3);
            assertThat(capture.snapshots()).allMatch(snapshot -> snapshot.report().sites().stream()
                    .anyMatch(site -> site.site().type().equals("byte[]")));
        }
    }

    @Test
    void asyncProfilerFollowsWhatLives(@TempDir Path folder) throws Exception {
        try (RunningProgram shop = RunningProgram.shop()) {
            TargetProcess process = TargetProcess.of(shop.pid());
            CaptureRun run = new CaptureRun(SAMPLED, InstantSource.system(), process);
            Capture capture = new AsyncProfilerCapturer(asyncProfiler(folder)).capture(process, run);
            assertThat(capture.mostGrown().orElseThrow().getKey().name()).startsWith(LeakingShop.SITE);
            assertThat(leftovers()).isSubsetOf(before);
        }
    }

    @Test
    void aSnapshotTellsAllThatLivesOnce() throws Exception {
        try (RunningProgram shop = RunningProgram.shop()) {
            Capture capture = captures(Optional.empty()).of(List.of(shop.pid()), CaptureKind.SNAPSHOT);
            assertThat(capture.tool()).isEqualTo("class histogram");
            assertThat(capture.snapshots()).hasSize(1);
            assertThat(capture.snapshots().get(0).report().liveBytes()).isGreaterThan(500_000);
            assertThat(capture.told()).endsWith(" MiB live, by class histogram");
        }
    }

    @Test
    void aHeapDumpIsWrittenOnlyWhenAskedForAndDoesNotStay() throws Exception {
        try (RunningProgram shop = RunningProgram.shop()) {
            Capture capture = captures(Optional.empty()).of(List.of(shop.pid()), CaptureKind.HEAP_DUMP);
            assertThat(capture.tool()).isEqualTo("heap dump");
            assertThat(capture.snapshots().get(0).report().sites())
                    .anyMatch(site -> site.site().type().equals("byte[]"));
            assertThat(leftovers()).isSubsetOf(before);
        }
    }

    @Test
    void aJvmThatTakesNoCommandsIsNotDisturbed() throws Exception {
        try (RunningProgram shop = RunningProgram.shop("-XX:+DisableAttachMechanism")) {
            assertThatThrownBy(() -> captures(Optional.empty()).of(List.of(shop.pid()), CaptureKind.GROWTH))
                    .isInstanceOf(CaptureFailed.class)
                    .hasMessageContaining("DisableAttachMechanism");
            assertThat(shop.isAlive()).isTrue();
        }
    }

    @Test
    void aJvmThatASignalWouldEndIsAskedWithoutOne() throws Exception {
        try (RunningProgram shop = RunningProgram.shop("-Xrs")) {
            Capture capture = captures(Optional.empty()).of(List.of(shop.pid()), CaptureKind.GROWTH);
            assertThat(capture.tool()).isEqualTo("JFR");
            assertThat(shop.isAlive()).isTrue();
        }
    }

    @Test
    void aProcessThatHasEndedIsAFailure() throws Exception {
        RunningProgram shop = RunningProgram.shop();
        shop.close();
        assertThatThrownBy(() -> captures(Optional.empty()).of(List.of(shop.pid()), CaptureKind.GROWTH))
                .isInstanceOf(CaptureFailed.class);
        assertThatThrownBy(() -> captures(Optional.empty()).of(List.of(), CaptureKind.GROWTH))
                .hasMessageContaining("no process any more");
    }

    private static ProcessCapture captures(Optional<Path> asyncProfiler) {
        return new ProcessCapture(BOUNDS, InstantSource.system(), asyncProfiler);
    }

    private static List<String> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/tmp"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("heaptide-capture-.*"))
                    .toList();
        }
    }

    private static Path asyncProfiler(Path folder) throws IOException {
        Path library = folder.resolve("libasyncProfiler.so");
        String platform = System.getProperty("os.arch").equals("aarch64") ? "linux-arm64" : "linux-x64";
        try (InputStream packed = JvmCaptureIT.class.getResourceAsStream("/" + platform + "/libasyncProfiler.so")) {
            Files.copy(packed, library);
        }
        return library;
    }
}
