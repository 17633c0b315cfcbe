package io.heaptide.local;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.StringArray;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The server's process: an interactive clickhouse-local that opens its ports and waits, until told to exit. */
public final class ClickHouseProcess {
    // Said its "Bye", the engine waits 5 s for open connections, idle ones of a client's pool included. Nothing is lost
    // by not waiting: what was acknowledged survives even a kill.
    private static final Duration GRACE = Duration.ofSeconds(3);

    /** What the engine reads to know its own use of memory and processors. */
    private static final List<String> SYSTEM_FILES = List.of(
            "/proc/self",
            "/proc/meminfo",
            "/proc/stat",
            "/proc/cpuinfo",
            "/proc/loadavg",
            "/proc/uptime",
            "/sys/fs/cgroup",
            "/sys/devices/system/cpu",
            "/dev/urandom");

    /** The engine's entry point: the main function of clickhouse-local. */
    interface Engine extends Library {
        Pointer query_stable_v2(int argumentCount, StringArray arguments);
    }

    private ClickHouseProcess() {}

    /** Arguments: the engine's directory, the library, HTTP and native port. */
    public static void main(String[] args) throws IOException, InterruptedException {
        EngineFiles files = new EngineFiles(Path.of(args[0]));
        OwnSession.enter();
        TypedInput session = TypedInput.replaceStandardInput();
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(session, ended), "stop"));
        Lifeline.watch(new FileInputStream(session.formerInput()), () -> System.exit(0));
        DirectoryLock.hold(LocalClickHouse.ENGINE, files);
        run(args[1], arguments(files, args[2], args[3]), fence(files));
        ended.countDown();
        System.exit(1); // has no effect if a stop is under way, and says otherwise that the engine ended unasked
    }

    private static Runnable fence(EngineFiles files) {
        if (!FileFence.isAvailable()) {
            System.err.println("No Landlock in this kernel: SELECT file('...') can read what this user can.");
            return () -> {};
        }
        List<Path> writable = List.of(files.data(), files.logs(), Path.of("/dev/null"));
        List<Path> readable = Stream.concat(
                        Stream.of(files.settings()), SYSTEM_FILES.stream().map(Path::of))
                .toList();
        return () -> FileFence.enter(writable, readable);
    }

    // In a thread of its own: the fence is for the engine and the threads it starts, not for this JVM.
    private static void run(String library, List<String> arguments, Runnable fence) throws InterruptedException {
        Engine engine = Native.load(library, Engine.class);
        Thread thread = new Thread(
                () -> {
                    fence.run();
                    engine.query_stable_v2(arguments.size(), new StringArray(arguments.toArray(String[]::new)));
                },
                "engine");
        thread.start();
        thread.join();
    }

    private static List<String> arguments(EngineFiles files, String httpPort, String nativePort) {
        return List.of(
                "clickhouse-local",
                "--path=" + files.data(),
                "--config-file=" + ClickHouseSettings.in(files),
                "--listen_host=127.0.0.1",
                "--http_port=" + httpPort,
                "--tcp_port=" + nativePort,
                "--log-level=information",
                "--interactive",
                "--disable_suggestion",
                "--progress=off",
                "--highlight=0",
                "--history_file=/dev/null",
                "--query=SYSTEM START LISTEN HTTP; SYSTEM START LISTEN TCP;");
    }

    // Halts after a clean end: nothing is left to do but the library's static destructors, which take seconds.
    private static void stop(TypedInput session, CountDownLatch ended) {
        session.type("exit");
        try {
            Runtime.getRuntime().halt(ended.await(GRACE.toMillis(), TimeUnit.MILLISECONDS) ? 0 : 1);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
