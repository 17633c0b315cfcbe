package io.heaptide.launcher;

import io.heaptide.local.ChildProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts Heaptide's own processes: each a JVM on the one {@code lib} directory that the build gathered.
 *
 * @param dist what the build made: {@code lib} and {@code agent}
 * @param logs where each process's output goes
 */
record Components(Path dist, Path logs) {

    private static final int LAUNCHER_HEAP_MIB = 128;
    private static final int FIRST_JAVA_THAT_ASKS_FOR_NATIVE_ACCESS = 24;

    /** The build's output, as the launcher script names it. */
    static Path distribution() {
        String dist = System.getProperty("heaptide.dist");
        if (dist == null) {
            throw new Failure("the property heaptide.dist is missing: start through deploy/heaptide");
        }
        return Path.of(dist);
    }

    /** A part of the pipeline, small for one machine, tied to this process: it stops if the launcher dies. */
    Component part(String name, String mainClass, int heapMib, Map<String, String> environment, String... arguments) {
        List<String> command = java(heapMib);
        command.addAll(List.of("-cp", dist.resolve("lib") + "/*"));
        command.addAll(List.of(ChildProcess.class.getName(), "attached", mainClass));
        command.addAll(List.of(arguments));
        return Component.start(name, command, environment, log(name));
    }

    /** A program that knows nothing of Heaptide, watched by the agent. */
    Component watched(
            String name, List<String> jvmOptions, Path classPath, Map<String, String> environment, String... program) {
        List<String> command = new ArrayList<>(List.of(javaBinary(), "-javaagent:" + agentJar()));
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", classPath.toString()));
        command.addAll(List.of(program));
        return Component.start(name, command, environment, log(name));
    }

    /** The launcher itself, surviving this process. */
    static List<String> launcherInBackground(List<String> arguments) {
        List<String> command = java(LAUNCHER_HEAP_MIB);
        command.add("-Dheaptide.dist=" + distribution());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(ChildProcess.class.getName(), "detached", Heaptide.class.getName()));
        command.addAll(arguments);
        return command;
    }

    Path agentJar() {
        return dist.resolve("agent").resolve("heaptide-jvm-agent.jar");
    }

    private Path log(String name) {
        return logs.resolve(name + ".log");
    }

    private static List<String> java(int heapMib) {
        List<String> command = new ArrayList<>(List.of(
                javaBinary(),
                "-Xmx" + heapMib + "m",
                "-XX:+UseSerialGC", // small heaps, and parallel collectors would take cores from the rest
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.awt.headless=true"));
        if (Runtime.version().feature() >= FIRST_JAVA_THAT_ASKS_FOR_NATIVE_ACCESS) {
            command.add("--enable-native-access=ALL-UNNAMED");
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        return command;
    }

    private static String javaBinary() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
