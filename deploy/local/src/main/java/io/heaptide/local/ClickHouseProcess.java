package io.heaptide.local;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.StringArray;
import java.io.FileInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The server's process: an interactive clickhouse-local that opens its ports and waits, until told to exit. */
public final class ClickHouseProcess {
    private static final Duration GRACE = Duration.ofSeconds(7);

    /** The engine's entry point: the main function of clickhouse-local. */
    interface Engine extends Library {
        Pointer query_stable_v2(int argumentCount, StringArray arguments);
    }

    private ClickHouseProcess() {}

    /** Arguments: {@code attached|detached}, the library, the data directory, the configuration, HTTP and native port. */
    public static void main(String[] args) throws IOException {
        OwnSession.enter();
        TypedInput session = TypedInput.replaceStandardInput();
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(session, ended), "stop"));
        Lifeline.watch(args[0], new FileInputStream(session.formerInput()), () -> System.exit(0));
        run(args[1], arguments(args[2], args[3], args[4], args[5]));
        ended.countDown();
        System.exit(1); // has no effect if a stop is under way, and says otherwise that the engine ended unasked
    }

    private static void run(String library, List<String> arguments) {
        Engine engine = Native.load(library, Engine.class);
        engine.query_stable_v2(arguments.size(), new StringArray(arguments.toArray(String[]::new)));
    }

    private static List<String> arguments(String data, String configuration, String httpPort, String nativePort) {
        return List.of(
                "clickhouse-local",
                "--path=" + data,
                "--config-file=" + configuration,
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
