package io.heaptide.importers.jvm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@link LeakingShop} in a JVM of its own, and the JDK's tools that look into it. */
final class ShopProcess implements AutoCloseable {

    private static final Path JDK = Path.of(System.getProperty("java.home"), "bin");
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final BufferedReader answers;
    private final PrintWriter commands;

    private ShopProcess(Process process) {
        this.process = process;
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        this.commands = new PrintWriter(new OutputStreamWriter(process.getOutputStream(), UTF_8), true);
    }

    static ShopProcess start(String... jvmArguments) throws IOException {
        String own = LeakingShop.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        return start(LeakingShop.class, own, jvmArguments); // little else in its heap
    }

    /** One that the JVM agent's probe watches. */
    static ShopProcess startProbed(String... jvmArguments) throws IOException {
        return start(ProbedShop.class, System.getProperty("java.class.path"), jvmArguments);
    }

    private static ShopProcess start(Class<?> main, String classPath, String... jvmArguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(JDK.resolve("java").toString(), "-Xlog:disable"));
        command.addAll(List.of(jvmArguments));
        command.addAll(List.of("-cp", classPath, main.getName()));
        return new ShopProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Leaks so many more orders. */
    void leak(int orders) throws IOException {
        commands.println(orders);
        String answer = answers.readLine();
        while (answer != null && !answer.matches("\\d+")) {
            answer = answers.readLine();
        }
        if (answer == null) {
            throw new IOException("the shop has closed");
        }
    }

    /** What {@code jcmd} prints about it. */
    String jcmd(String... command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(JDK.resolve("jcmd").toString(), Long.toString(process.pid())));
        line.addAll(List.of(command));
        return output(line);
    }

    /** What {@code jfr} prints about a recording. */
    static String jfr(String... command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(JDK.resolve("jfr").toString()));
        line.addAll(List.of(command));
        return output(line);
    }

    /** Runs another program of Java to its end. */
    static String java(String... command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(JDK.resolve("java").toString()));
        line.addAll(List.of(command));
        return output(line);
    }

    private static String output(List<String> command) throws IOException, InterruptedException {
        Path printed = Files.createTempFile("heaptide-tool-", ".txt");
        try {
            Process tool = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(printed.toFile())
                    .start();
            if (!tool.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || tool.exitValue() != 0) {
                tool.destroyForcibly();
                throw new IOException(command + " failed: " + Files.readString(printed));
            }
            return Files.readString(printed);
        } finally {
            Files.deleteIfExists(printed);
        }
    }

    /** Lets it end by itself: profilers write their files then. */
    @Override
    public void close() throws IOException {
        commands.close();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
