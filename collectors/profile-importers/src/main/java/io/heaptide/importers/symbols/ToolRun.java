package io.heaptide.importers.symbols;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One run of a program over files, so that neither side waits for the other. */
final class ToolRun {

    /** Reads what a program printed, line by line. */
    interface Output {
        void read(BufferedReader lines) throws IOException;
    }

    private ToolRun() {}

    /** Runs it to its end, or ends it after the time-out; tells whether it succeeded and {@code output} was read. */
    static boolean run(List<String> command, String input, Duration timeout, Output output) throws IOException {
        Path in = Files.createTempFile("heaptide-", ".in");
        Path out = Files.createTempFile("heaptide-", ".out");
        try {
            Files.writeString(in, input);
            Process process = new ProcessBuilder(command)
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean succeeded = ended(process, timeout) && process.exitValue() == 0;
            if (succeeded) {
                try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                        Files.newInputStream(out), UTF_8))) { // replaces what is no UTF-8, which a symbol may be
                    output.read(lines);
                }
            }
            return succeeded;
        } finally {
            Files.deleteIfExists(in);
            Files.deleteIfExists(out);
        }
    }

    private static boolean ended(Process process, Duration timeout) {
        try {
            return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            process.destroyForcibly();
        }
    }
}
