package io.heaptide.notifier;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A notifier in a process of its own, to be killed. */
final class NotifierProcess implements AutoCloseable {

    private final Process process;

    private NotifierProcess(Process process) {
        this.process = process;
    }

    static NotifierProcess start(Map<String, String> environment) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", // it lives for seconds
                "-cp",
                System.getProperty("java.class.path"),
                NotifierProcess.class.getName());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(new File("target/notifier-process.log")));
        builder.environment().putAll(environment);
        try {
            return new NotifierProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL: no commit, no goodbye to the group. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("still alive after SIGKILL: " + process.pid());
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** Runs until standard input ends, which it does with the parent. */
    public static void main(String[] arguments) throws IOException {
        NotifierConfig config = NotifierConfig.fromEnvironment(System.getenv());
        try (Notifier notifier = new Notifier(config, InstantSource.system())) {
            notifier.start();
            System.in.readAllBytes();
        }
    }
}
