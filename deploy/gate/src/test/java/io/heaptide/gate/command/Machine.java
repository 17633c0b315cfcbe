package io.heaptide.gate.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The programs of the machine that the tests run on. A user's may lack some, and then a test says so; CI's may not. */
final class Machine {

    private static final long PATIENCE_SECONDS =
            900; // a Go program from its modules, on a machine that never built one

    private Machine() {}

    /** Goes on only where all these programs are there. */
    static void needs(String... programs) {
        for (String program : programs) {
            boolean found = Stream.of(System.getenv("PATH").split(":", -1))
                    .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
            if (!found) {
                assertThat(System.getenv("CI"))
                        .as("%s is needed on the machine that CI runs on", program)
                        .isNull();
                Assumptions.abort("this machine has no " + program);
            }
        }
    }

    /**
     * How a shell's script ended.
     *
     * @param code its exit code
     * @param printed on both outputs
     */
    record Run(int code, String printed) {}

    /** Runs a script as a CI runner does: it ends at the first command that fails. */
    static Run shell(Path folder, Map<String, String> environment, String script)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile("script", ".out");
        ProcessBuilder builder = new ProcessBuilder("sh", "-e", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        String printed = Files.readString(out);
        Files.delete(out);
        assertThat(ended).as("ends in time: %s", printed).isTrue();
        return new Run(process.exitValue(), printed);
    }
}
