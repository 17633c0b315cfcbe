package io.heaptide.node;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The same session store in four languages; each leaks or does not, as its argument says. */
enum Program {
    JAVA("java -XX:+UseSerialGC -Xmx160m -cp . Sessions", "javac -d . Sessions.java", "Sessions.java"),
    PYTHON("python3 sessions.py", "", "sessions.py"),
    NODE(
            "node sessions.js",
            "npm install --no-audit --no-fund --no-package-lock",
            "sessions.js telemetry.js package.json"),
    C("./sessions", "gcc -O1 -o sessions sessions.c", "sessions.c");

    private static final long PATIENCE_SECONDS = 300;

    private final String run;
    private final String build;
    private final String files;

    /** All of them words with blanks between. */
    Program(String run, String build, String files) {
        this.run = run;
        this.build = build;
        this.files = files;
    }

    /** Builds it in a folder; skips the test where a tool is missing, except where CI runs. */
    void prepare(Path folder) throws IOException, InterruptedException {
        for (String file : words(files)) {
            try (InputStream text = requireNonNull(Program.class.getResourceAsStream("leaks/" + file))) {
                Files.write(folder.resolve(file), text.readAllBytes());
            }
        }
        if (!build.isEmpty()) {
            needs(build);
            build(folder);
        }
        if (!run.startsWith(".")) {
            needs(run);
        }
    }

    /** The command that runs it in that folder. */
    List<String> command(Path folder, String kind) {
        List<String> command = new ArrayList<>(List.of("env", "-C", folder.toString()));
        command.addAll(words(run));
        command.add(kind);
        return command;
    }

    /** How the signals are named that its runtime tells of its own heap; empty where it tells none. */
    Optional<Pattern> ownSignals() {
        return switch (this) {
            case JAVA -> Optional.of(Pattern.compile("jvm\\.memory\\..*"));
            case NODE -> Optional.of(Pattern.compile("v8js\\.memory\\..*"));
            case PYTHON, C -> Optional.empty();
        };
    }

    /** Has its runtime tell of its own heap to a gateway, under another name than the one that the node agent reads. */
    Map<String, String> telling(String service) {
        return switch (this) {
            case JAVA ->
                Map.of("JAVA_TOOL_OPTIONS", "-javaagent:" + JavaProcess.jvmAgent() + " -Dotel.service.name=" + service);
            case NODE -> Map.of("NODE_OPTIONS", "--require ./telemetry.js", "OWN_SERVICE_NAME", service);
            case PYTHON, C -> Map.of();
        };
    }

    private void build(Path folder) throws IOException, InterruptedException {
        Process building = new ProcessBuilder(words(build))
                .directory(folder.toFile())
                .inheritIO()
                .start();
        assertThat(building.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && building.exitValue() == 0)
                .as("%s succeeds", build)
                .isTrue();
    }

    private static List<String> words(String blanksBetween) {
        return List.of(blanksBetween.split(" ", -1));
    }

    private static void needs(String command) {
        String tool = words(command).get(0);
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
