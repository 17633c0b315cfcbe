package io.heaptide.diagnosis.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A tracer at work: what it prints is cut where it says that a snapshot is whole, and it is stopped when it costs too much. */
final class Trace implements Closeable {

    private static final byte[] SNAPSHOT_END = "snapshot\n".getBytes(UTF_8);
    private static final int MAX_TEXT_BYTES = 32 << 20;
    private static final int LAST_WORDS = 300;
    private static final long GRACE_SECONDS = 5;

    private final Process tracer;
    private final Path output;
    private final InputStream printed;
    private final TargetProcess process;
    private final CaptureRun run;
    private final Duration kernelTimeBefore;
    private final ByteArrayOutputStream current = new ByteArrayOutputStream();
    private final List<TracedText> told = new ArrayList<>();
    private Duration cpu = Duration.ZERO;

    private Trace(Process tracer, Path output, TargetProcess process, CaptureRun run) throws IOException {
        this.tracer = tracer;
        this.output = output;
        this.printed = Files.newInputStream(output);
        this.process = process;
        this.run = run;
        this.kernelTimeBefore = process.kernelTime();
    }

    static Trace start(List<String> command, Map<String, String> environment, TargetProcess process, CaptureRun run)
            throws IOException {
        Path output = Files.createTempFile("heaptide-trace-", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        return new Trace(builder.start(), output, process, run);
    }

    /** Reads what is new; whether there will be no more, by itself or because it cost too much. */
    boolean isOver() throws IOException, CaptureFailed {
        boolean ended = !tracer.isAlive();
        read();
        if (!ended && spent().compareTo(run.bounds().cpu()) > 0) {
            if (told.isEmpty()) {
                throw new CaptureFailed(
                        "the trace took " + spent().toMillis() + " ms of CPU before its first snapshot");
            }
            return true;
        }
        return ended;
    }

    List<TracedText> told() {
        return List.copyOf(told);
    }

    /** The end of what it printed, for people. */
    String lastWords() {
        String text = current.toString(UTF_8).strip().replace('\n', ' ');
        return text.substring(Math.max(0, text.length() - LAST_WORDS));
    }

    /** The tracer's own time, and the kernel's on the process's account, of which the probes are a part. */
    private Duration spent() throws IOException {
        cpu = tracer.info().totalCpuDuration().orElse(cpu);
        return process.isAlive() ? cpu.plus(process.kernelTime()).minus(kernelTimeBefore) : cpu;
    }

    private void read() throws IOException, CaptureFailed {
        byte[] buffer = new byte[64 << 10];
        int read = printed.read(buffer);
        while (read > 0) {
            current.write(buffer, 0, read);
            split();
            if (current.size() > MAX_TEXT_BYTES) {
                throw new CaptureFailed("the trace printed more than " + MAX_TEXT_BYTES + " bytes at once");
            }
            read = printed.read(buffer);
        }
    }

    private void split() {
        byte[] text = current.toByteArray();
        int end = endOfSnapshot(text);
        if (end > 0) {
            told.add(new TracedText(Arrays.copyOf(text, end), run.now()));
            current.reset();
            current.write(text, end, text.length - end);
        }
    }

    private static int endOfSnapshot(byte[] text) {
        for (int i = 0; i + SNAPSHOT_END.length <= text.length; i++) {
            if (Arrays.equals(text, i, i + SNAPSHOT_END.length, SNAPSHOT_END, 0, SNAPSHOT_END.length)) {
                return i + SNAPSHOT_END.length;
            }
        }
        return 0;
    }

    @Override
    public void close() throws IOException {
        tracer.destroy(); // lets it detach its probes
        try {
            if (!tracer.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                tracer.destroyForcibly();
            }
        } catch (InterruptedException stopping) {
            tracer.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        printed.close();
        Files.deleteIfExists(output);
    }
}
