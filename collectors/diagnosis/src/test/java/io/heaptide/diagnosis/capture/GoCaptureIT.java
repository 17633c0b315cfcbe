package io.heaptide.diagnosis.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Go program that leaks. */
@Tag("field")
class GoCaptureIT {

    private static final CaptureBounds BOUNDS = new CaptureBounds(
            Duration.ofSeconds(3), 3, Duration.ofMinutes(1), Duration.ofSeconds(20), 64 << 20, 1 << 30);

    @Test
    void itIsAskedAtItsPort(@TempDir Path folder) throws Exception {
        Path program = folder.resolve("leaky-go");
        RunningProgram.run(
                List.of(
                        RunningProgram.tool("go"),
                        "build",
                        "-o",
                        program.toString(),
                        RunningProgram.source(folder, "leaky.go")),
                Map.of("GO111MODULE", "off", "GOFLAGS", ""));
        String port = Integer.toString(freePort());
        try (RunningProgram running =
                RunningProgram.start(Map.of("HEAPTIDE_PPROF_PORT", port), List.of(program.toString()))) {
            running.opened();
            Capture capture = new ProcessCapture(BOUNDS, InstantSource.system(), Optional.empty())
                    .of(List.of(running.pid()), CaptureKind.GROWTH);
            assertThat(capture.tool()).isEqualTo("pprof");
            assertThat(capture.mostGrown().orElseThrow().getKey().name()).startsWith("main.putOrder");
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
