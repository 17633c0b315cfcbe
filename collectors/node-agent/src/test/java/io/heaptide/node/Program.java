package io.heaptide.node;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The same session store in four languages; each leaks or does not, as its argument says. */
enum Program {
    JAVA("Sessions.java", "javac -d .", "java -XX:+UseSerialGC -Xmx160m -cp . Sessions"),
    PYTHON("sessions.py", "", "python3 sessions.py"),
    NODE("sessions.js", "", "node sessions.js"),
    C("sessions.c", "gcc -O1 -o sessions", "./sessions");

    private static final long PATIENCE_SECONDS = 120;

    private final String source;
    private final String build;
    private final String run;

    Program(String source, String build, String run) {
        this.source = source;
        this.build = build;
        this.run = run;
    }

    /** Builds it in a folder, and returns how to run it there; skips the test where a tool is missing, except where CI runs. */
    List<String> prepare(Path folder) throws IOException, InterruptedException {
        try (InputStream text = requireNonNull(Program.class.getResourceAsStream("leaks/" + source))) {
            Files.write(folder.resolve(source), text.readAllBytes());
        }
        if (!build.isEmpty()) {
            List<String> command = new ArrayList<>(List.of(build.split(" ", -1)));
            needs(command.get(0));
            command.add(source);
            Process compiler = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .inheritIO()
                    .start();
            assertThat(compiler.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && compiler.exitValue() == 0)
                    .as("%s compiles", source)
                    .isTrue();
        }
        List<String> command = List.of(run.split(" ", -1));
        if (build.isEmpty()) {
            needs(command.get(0));
        }
        return command;
    }

    private static void needs(String tool) {
        boolean there = Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
        if (!there) {
            assertThat(System.getenv("CI"))
                    .as("%s is needed where CI runs", tool)
                    .isNull();
            Assumptions.abort("this machine has no " + tool);
        }
    }
}
