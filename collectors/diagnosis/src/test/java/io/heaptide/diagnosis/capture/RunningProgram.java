package io.heaptide.diagnosis.capture;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A leaking program in a process of its own, which ends with the test. */
public final class RunningProgram implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;

    private final Process process;

    private RunningProgram(Process process) {
        this.process = process;
    }

    static RunningProgram start(Map<String, String> environment, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        return new RunningProgram(builder.start());
    }

    /** A {@link LeakingShop} that has opened. */
    public static RunningProgram shop(String... jvmArguments) throws IOException {
        return shop(List.of(), classes(), jvmArguments);
    }

    /** One that another command starts. */
    static RunningProgram shop(List<String> wrapper, Path classes, String... jvmArguments) throws IOException {
        List<String> command = new ArrayList<>(wrapper);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx128m", "-Xmn4m", "-XX:+UseSerialGC"));
        command.addAll(List.of(jvmArguments));
        command.addAll(List.of("-cp", classes.toString(), LeakingShop.class.getName()));
        return start(Map.of(), command).opened();
    }

    /** Waits until it says that it has opened: before, its runtime and allocator are still setting themselves up. */
    RunningProgram opened() throws IOException {
        assertThat(process.getInputStream().read()).isEqualTo('o');
        return this;
    }

    /** Its classes where every user may read them. */
    static Path publicClasses(Path folder) throws IOException {
        Path file = Path.of(LeakingShop.class.getName().replace('.', '/') + ".class");
        Path copy = folder;
        readable(copy);
        for (Path part : file) {
            copy = copy.resolve(part);
            if (copy.endsWith(file)) {
                Files.copy(classes().resolve(file), copy);
            } else {
                Files.createDirectory(copy);
            }
            readable(copy);
        }
        return folder;
    }

    private static void readable(Path path) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path classes() {
        return Path.of(LeakingShop.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
    }

    /** Compiles a C program of the test's resources. */
    static Path compiled(Path folder, String source, String... options) throws IOException, InterruptedException {
        Path binary = folder.resolve("leaky");
        List<String> command = new ArrayList<>(List.of(
                tool("cc"), "-O1", "-g", "-fno-omit-frame-pointer", "-o", binary.toString(), source(folder, source)));
        command.addAll(List.of(options));
        run(command, Map.of());
        return binary;
    }

    static String source(Path folder, String name) throws IOException {
        Path source = folder.resolve(name);
        try (InputStream in = requireNonNull(RunningProgram.class.getResourceAsStream("/programs/" + name))) {
            Files.copy(in, source);
        }
        return source.toString();
    }

    static void run(List<String> command, Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().putAll(environment);
        Process tool = builder.start();
        assertThat(tool.waitFor(2 * PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(tool.exitValue()).as("%s", command).isZero();
    }

    /** A program of this machine; a user's may lack it, and then the test says so, but CI's may not. */
    static String tool(String name) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElseGet(() -> missing(name));
    }

    static void needs(boolean given, String what) {
        if (!given) {
            missing(what);
        }
    }

    private static String missing(String what) {
        assertThat(System.getenv("CI"))
                .as("%s is needed on the machine that CI runs on", what)
                .isNull();
        Assumptions.abort("this machine has no " + what);
        return what;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
