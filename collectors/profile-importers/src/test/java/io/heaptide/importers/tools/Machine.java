package io.heaptide.importers.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The tools of the machine that the tests run on. A user's may lack some, and then a test says so; CI's may not. */
final class Machine {

    private static final long PATIENCE_SECONDS = 60;

    private Machine() {}

    /** A program on the PATH. */
    static Path program(String name) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> missing(name));
    }

    /** A shared library that the loader finds by its name. */
    static String library(String name) throws IOException, InterruptedException {
        String known = run(Path.of("/"), Map.of(), "/sbin/ldconfig", "-p");
        needs(known.contains(name + " "), name);
        return name;
    }

    static void needs(boolean given, String what) {
        if (!given) {
            throw missing(what);
        }
    }

    /** Runs a program to its success and returns all that it printed. */
    static String run(Path folder, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile("tool", ".out");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        String printed = Files.readString(out);
        Files.delete(out);
        assertThat(ended && process.exitValue() == 0)
                .as("%s succeeds: %s", List.of(command), printed)
                .isTrue();
        return printed;
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
