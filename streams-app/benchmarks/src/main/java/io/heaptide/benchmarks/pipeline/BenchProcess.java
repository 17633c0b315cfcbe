package io.heaptide.benchmarks.pipeline;

import io.heaptide.local.ChildProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JVM of its own for what is measured, ended with this one. */
final class BenchProcess implements AutoCloseable {

    private static final int LINES_SHOWN = 25;

    private final Process process;
    private final BufferedReader output;
    private final List<String> lines = new ArrayList<>();

    /** @param recording where a flight recording is written; null for none */
    BenchProcess(Class<?> main, int heapMib, @Nullable Path recording, List<String> arguments) throws IOException {
        this(main, flags(heapMib, recording), Map.of(), arguments);
    }

    BenchProcess(Class<?> main, List<String> flags, Map<String, String> environment, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-XX:+ExitOnOutOfMemoryError", "-Djava.awt.headless=true"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ChildProcess.class.getName()));
        command.addAll(List.of("attached", main.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        process = builder.start();
        output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private static List<String> flags(int heapMib, @Nullable Path recording) {
        List<String> flags = new ArrayList<>(List.of(
                "-Xms" + heapMib + "m",
                "-Xmx" + heapMib + "m",
                "-XX:+UseParallelGC")); // as the streams-app is started; G1's barriers and refinement cost a tenth more
        if (recording != null) {
            flags.add("-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=" + recording);
        }
        return flags;
    }

    /** Waits for a line that begins so; the process prints it, or ends. */
    void awaitLine(String beginning) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line);
            if (line.startsWith(beginning)) {
                return;
            }
        }
        throw failed();
    }

    /** What it measured, once it has ended; it bounds its own time. */
    Figures figures() throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line);
        }
        Figures figures = Figures.among(lines);
        if (figures.values().isEmpty()) {
            throw failed();
        }
        return figures;
    }

    private IOException failed() {
        List<String> last = lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size());
        return new IOException("a measured process ended early; its last lines:\n" + String.join("\n", last));
    }

    /** Kills it without warning. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
