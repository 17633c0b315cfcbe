package io.heaptide.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A real, single-node ClickHouse on 127.0.0.1, in a process of its own. */
public final class LocalClickHouse implements AutoCloseable {
    private static final String ENGINE = "ClickHouse server";
    private static final String HTTP = "http";
    private static final String NATIVE = "native";
    private static final String REMEDY = "choose another port for ClickHouse";

    private final LocalClickHouseConfig config;
    private final EngineFiles files;
    private final ClickHouseCredentials credentials;
    private final boolean temporary;
    private volatile EngineProcess process;

    private LocalClickHouse(LocalClickHouseConfig config, EngineFiles files, boolean temporary, EngineProcess process) {
        this.config = config;
        this.files = files;
        this.credentials = ClickHouseCredentials.keptIn(files);
        this.temporary = temporary;
        this.process = process;
    }

    /** Fetches the engine if this machine has none yet, starts it, and returns once it has answered a query. */
    public static LocalClickHouse start(LocalClickHouseConfig config, FetchListener listener) {
        return start(config, listener, false);
    }

    /** A fresh server for a test: any free ports, its directory deleted at {@link #close}. */
    public static LocalClickHouse temporary() {
        Path directory = TemporaryDirectory.create("clickhouse");
        return TemporaryDirectory.keptOnlyOnSuccess(
                directory, () -> start(LocalClickHouseConfig.in(directory), FetchListener.silent(), true));
    }

    /** The server that runs in this directory, whoever started it. */
    public static Optional<LocalClickHouse> find(Path directory) {
        EngineFiles files = new EngineFiles(directory);
        return EngineProcess.find(ENGINE, files)
                .map(process -> new LocalClickHouse(configOf(process, directory), files, false, process));
    }

    private static LocalClickHouseConfig configOf(EngineProcess process, Path directory) {
        return LocalClickHouseConfig.in(directory)
                .withPorts(process.port(HTTP), process.port(NATIVE))
                .asDetached();
    }

    private static LocalClickHouse start(LocalClickHouseConfig config, FetchListener listener, boolean temporary) {
        EngineFiles files = EngineFiles.createdIn(config.directory());
        EngineProcess.refuseSecond(ENGINE, files);
        config.library().obtain(listener);
        int http = LoopbackPorts.resolve(config.httpPort(), ENGINE, REMEDY);
        int tcp = LoopbackPorts.resolve(config.nativePort(), ENGINE, REMEDY);
        LocalClickHouseConfig settled = config.withPorts(http, tcp);
        return new LocalClickHouse(settled, files, temporary, launch(settled, files));
    }

    private static EngineProcess launch(LocalClickHouseConfig config, EngineFiles files) {
        ClickHouseCredentials credentials = ClickHouseCredentials.keptIn(files);
        Path settings = ClickHouseSettings.write(files, config.maxMemoryMib(), credentials);
        Path library = config.library().obtain(FetchListener.silent());
        EngineCommand command = new EngineCommand(
                ClickHouseProcess.class.getName(),
                List.of("-Xmx32m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"), // the JVM only hosts the engine
                List.of(
                        library.toString(),
                        files.data().toString(),
                        settings.toString(),
                        Integer.toString(config.httpPort()),
                        Integer.toString(config.nativePort())),
                config.detached());
        Map<String, Integer> ports = Map.of(HTTP, config.httpPort(), NATIVE, config.nativePort());
        EngineProcess process = EngineProcess.launch(ENGINE, files, command, ports);
        new ClickHouseReadiness(url(config), credentials).await(process, config.nativePort(), config.startPatience());
        process.becomeReady();
        return process;
    }

    private static String url(LocalClickHouseConfig config) {
        return "http://127.0.0.1:" + config.httpPort();
    }

    /** Stops the server if it runs, and starts it again on the same data and ports. */
    public synchronized void restart() {
        if (process.isAlive()) {
            process.stop();
        }
        LoopbackPorts.resolve(config.httpPort(), ENGINE, "free it before the restart");
        LoopbackPorts.resolve(config.nativePort(), ENGINE, "free it before the restart");
        process = launch(config, files);
    }

    public String httpUrl() {
        return url(config);
    }

    public int httpPort() {
        return config.httpPort();
    }

    public int nativePort() {
        return config.nativePort();
    }

    /** The user that may do everything inside the database. */
    public String user() {
        return ClickHouseCredentials.USER;
    }

    public String password() {
        return credentials.password();
    }

    /** The user for ad hoc queries: reads every table, changes nothing, reaches no file and no network. */
    public String readOnlyUser() {
        return ClickHouseCredentials.READ_ONLY_USER;
    }

    public String readOnlyPassword() {
        return credentials.readOnlyPassword();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Completes with a report if the server ends unasked. It belongs to the present process: ask again after a restart. */
    public CompletableFuture<String> crash() {
        return process.crash();
    }

    /** Where the server keeps its things. */
    public Path directory() {
        return files.directory();
    }

    /** Where the server logs. */
    public Path log() {
        return files.log();
    }

    /** Stops the server within 10 seconds: gracefully if it can, by force otherwise. */
    public synchronized void stop() {
        process.stop();
    }

    /** Kills the server without warning, as a test of what survives. */
    public synchronized void kill() {
        process.kill();
    }

    @Override
    public synchronized void close() {
        process.stop();
        if (temporary) {
            TemporaryDirectory.delete(files.directory());
        }
    }
}
