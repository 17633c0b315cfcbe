package io.heaptide.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** How to start an engine's process: a JVM on this JVM's class path. The pipe on its standard input is its lifeline. */
record EngineCommand(String mainClass, List<String> jvmOptions, List<String> arguments) {
    private static final Set<String> KEPT_VARIABLES =
            Set.of("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH", "SystemRoot", "TEMP", "TMP");
    private static final int FIRST_JAVA_THAT_ASKS_FOR_NATIVE_ACCESS = 24;

    EngineCommand {
        jvmOptions = List.copyOf(jvmOptions);
        arguments = List.copyOf(arguments);
    }

    Process launch(EngineFiles files) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(line(files))
                .directory(files.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(files.console().toFile());
        reduce(builder.environment());
        return builder.start();
    }

    private List<String> line(EngineFiles files) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(jvmOptions);
        if (Runtime.version().feature() >= FIRST_JAVA_THAT_ASKS_FOR_NATIVE_ACCESS) {
            line.add("--enable-native-access=ALL-UNNAMED");
        }
        line.add("-Djava.awt.headless=true");
        line.add("-Dlog4j2.configurationFile=classpath:io/heaptide/local/engine-log4j2.xml");
        line.add("-Dheaptide.engine.log=" + files.log());
        line.add("-XX:ErrorFile=" + files.logs().resolve("jvm-crash-%p.log"));
        line.add("-cp");
        line.add(absolute(System.getProperty("java.class.path")));
        line.add(mainClass);
        line.addAll(arguments);
        return line;
    }

    /** The child works in another directory, where relative entries would name nothing. */
    static String absolute(String classPath) {
        return Arrays.stream(classPath.split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry).toAbsolutePath().normalize().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    // Options meant for the parent (a profiler, a debugger on a fixed port) and its secrets stay out of the engine.
    private static void reduce(Map<String, String> environment) {
        environment.keySet().retainAll(KEPT_VARIABLES);
        environment.put("TZ", "UTC"); // also the only way to give ClickHouse a time zone
    }
}
