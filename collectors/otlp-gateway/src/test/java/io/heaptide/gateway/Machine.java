package io.heaptide.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The programs of the machine that the tests run on. A user's may lack some, and then a test says so; CI's may not. */
final class Machine {

    private Machine() {}

    /** A program on the PATH. */
    static String program(String name) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> missing(name))
                .toString();
    }

    /** Runs a program to its success and returns all that it printed. */
    static String run(Duration patience, Path folder, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile("client", ".out");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        boolean ended = process.waitFor(patience.toSeconds(), TimeUnit.SECONDS);
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        String printed = Files.readString(out);
        Files.delete(out);
        assertThat(ended && process.exitValue() == 0)
                .as("%s succeeds: %s", List.of(command), printed)
                .isTrue();
        return printed;
    }

    /** Copies a program of the test resources into a folder of its own. */
    static void copy(String client, Path folder, String... files) throws IOException {
        for (String file : files) {
            try (var in = Machine.class.getResourceAsStream("clients/" + client + "/" + file)) {
                Files.copy(Objects.requireNonNull(in, file), folder.resolve(file));
            }
        }
    }

    /** Ends the test; for the compiler it is what the caller throws. */
    private static AssertionError missing(String what) {
        assertThat(System.getenv("CI"))
                .as("%s is needed on the machine that CI runs on", what)
                .isNull();
        Assumptions.abort("this machine has no " + what);
        return new AssertionError("not reached");
    }
}
