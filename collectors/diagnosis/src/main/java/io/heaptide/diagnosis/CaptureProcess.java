package io.heaptide.diagnosis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.heaptide.diagnosis.capture.CaptureFailed;
import io.heaptide.diagnosis.capture.CaptureKind;
import io.heaptide.schemas.InstanceRef;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Captures in a process of its own, which lives for one capture: its memory is not the agent's, and one that takes too long or
 * too much CPU is ended.
 */
final class CaptureProcess implements Capturing {

    private static final String MAIN = "io.heaptide.diagnosis.capture.CaptureMain";

    /** For its start, and until Kafka has what was found. */
    private static final Duration SPARE = Duration.ofSeconds(45);

    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration GRACE = Duration.ofSeconds(8);
    private static final int MAX_ANSWER_BYTES = 64 << 10;

    private final DiagnosisConfig config;

    CaptureProcess(DiagnosisConfig config) {
        this.config = config;
    }

    @Override
    public String look(InstanceRef instance, List<Long> pids, CaptureKind kind)
            throws CaptureFailed, InterruptedException {
        try {
            Path answer = Files.createTempFile("heaptide-answer-", ".txt");
            try {
                return look(instance, command(pids, kind), answer);
            } finally {
                Files.delete(answer);
            }
        } catch (IOException failed) {
            throw new CaptureFailed("the capture could not be run: " + failed.getMessage(), failed);
        }
    }

    private List<String> command(List<Long> pids, CaptureKind kind) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + config.heapMib() + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.awt.headless=true",
                "-cp",
                config.classPath(),
                MAIN,
                kind.name()));
        pids.forEach(pid -> command.add(pid.toString()));
        return command;
    }

    private String look(InstanceRef instance, List<String> command, Path answer)
            throws CaptureFailed, IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(answer.toFile());
        builder.environment().putAll(config.variables());
        Process capture = builder.start();
        try {
            tell(capture, instance);
            awaitEnd(capture);
        } finally {
            end(capture);
        }
        String said = lastLine(answer);
        if (capture.exitValue() == 0) {
            return said;
        }
        throw new CaptureFailed(said.isEmpty() ? "the capture ended with code " + capture.exitValue() : said);
    }

    private static void tell(Process capture, InstanceRef instance) throws IOException {
        try (OutputStream in = capture.getOutputStream()) {
            in.write(InstanceRef.getEncoder().encode(instance).array());
        }
    }

    private void awaitEnd(Process capture) throws CaptureFailed, InterruptedException {
        Duration deadline = config.bounds().deadline().plus(SPARE);
        long end = System.nanoTime() + deadline.toNanos();
        while (!capture.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
            Duration cpu = capture.info().totalCpuDuration().orElse(Duration.ZERO);
            if (cpu.compareTo(config.bounds().cpu()) > 0) {
                throw new CaptureFailed("the capture took " + cpu.toMillis() + " ms of CPU, it may take "
                        + config.bounds().cpu().toMillis());
            }
            if (System.nanoTime() - end > 0) {
                throw new CaptureFailed("the capture did not end within " + deadline.toSeconds() + " s");
            }
        }
    }

    /** First asks, because it takes back what it has begun in the process. */
    private static void end(Process capture) {
        capture.destroy();
        try {
            if (!capture.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                capture.destroyForcibly().waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException stopping) {
            capture.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static String lastLine(Path answer) throws IOException {
        if (Files.size(answer) > MAX_ANSWER_BYTES) {
            return "";
        }
        List<String> lines =
                new String(Files.readAllBytes(answer), UTF_8).lines().toList();
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    }
}
