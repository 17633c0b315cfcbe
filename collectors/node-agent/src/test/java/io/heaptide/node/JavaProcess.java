package io.heaptide.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One of our own programs as the launcher runs it: a JVM of its own, here on this one's class path. */
final class JavaProcess implements AutoCloseable {

    /** What the launcher adds: libraries do not choose their logging. */
    private static final Pattern LOGGING = Pattern.compile("log4j-(?:api|slf4j2-impl)-.*\\.jar");

    private static final Pattern JVM_AGENT = Pattern.compile(".*heaptide-jvm-agent-[^/]*\\.jar");

    private static final long PATIENCE_SECONDS = 60;

    final Process process;
    private final Path log;

    private JavaProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Another program of ours, on this test's class path. */
    static JavaProcess start(String mainClass, Map<String, String> environment, String... jvmOptions)
            throws IOException {
        return start(mainClass, String.join(File.pathSeparator, testClassPath()), environment, List.of(jvmOptions));
    }

    /**
     * The agent as the launcher starts it: with its options, no more on its class path than its jar asks for, and the
     * archive of a rehearsal.
     */
    static JavaProcess startAgent(Map<String, String> environment, Path folder) throws Exception {
        Map<String, String> all = new HashMap<>(environment);
        all.put("MALLOC_ARENA_MAX", "1");
        all.put("HEAPTIDE_NODE_HEALTH_PORT", "0");
        Path archive = folder.resolve("node-agent.jsa");
        String path = agentClassPath();
        String agent = NodeAgent.class.getName();
        List<String> rehearsal = List.of("@jvm.options", "-XX:ArchiveClassesAtExit=" + archive);
        try (JavaProcess rehearsing = start(agent + " --rehearse", path, all, rehearsal)) {
            boolean ended = rehearsing.process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(ended && rehearsing.process.exitValue() == 0)
                    .as("the rehearsal ends well: %s", rehearsing.output())
                    .isTrue();
        }
        return start(agent, path, all, List.of("@jvm.options", "-XX:SharedArchiveFile=" + archive));
    }

    private static JavaProcess start(
            String main, String classPath, Map<String, String> environment, List<String> jvmOptions)
            throws IOException {
        Path log = Files.createTempFile("heaptide-", ".log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", classPath));
        command.addAll(List.of(main.split(" ", -1)));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return new JavaProcess(builder.start(), log);
    }

    /** Waits for a line of its output; returns the pattern's first group. */
    String awaitOutput(Pattern pattern) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < deadline && process.isAlive()) {
            Matcher found = pattern.matcher(output());
            if (found.find()) {
                return found.group(1);
            }
            Thread.sleep(50);
        }
        throw new AssertionError("no " + pattern + " in:\n" + output());
    }

    String output() throws IOException {
        return Files.readString(log, UTF_8);
    }

    /** Asks it to stop; returns its exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("stops")
                .isTrue();
        return process.exitValue();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly()
                .onExit()
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
        Files.delete(log);
    }

    /** The agent that goes into somebody's JVM. */
    static String jvmAgent() {
        return testClassPath().stream()
                .filter(entry -> JVM_AGENT.matcher(entry).matches())
                .findFirst()
                .orElseThrow();
    }

    private static String agentClassPath() throws IOException {
        Path jar = Path.of(requireNonNull(System.getProperty("heaptide.jar"), "heaptide.jar"));
        Set<String> wanted = new HashSet<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            String asked = file.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            wanted.addAll(List.of(asked.split(" ", -1)));
        }
        List<String> path = new ArrayList<>(List.of(jar.toString()));
        for (String entry : testClassPath()) {
            String name = new File(entry).getName();
            if (wanted.contains(name) || LOGGING.matcher(name).matches()) {
                path.add(entry);
            }
        }
        return String.join(File.pathSeparator, path);
    }

    /** The real one, which the test's runner may hide in a jar's manifest. */
    private static List<String> testClassPath() {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return List.of(path.split(File.pathSeparator, -1));
    }
}
