package io.heaptide.local;

import java.nio.file.Path;
import java.util.List;

/** A real, single-node ClickHouse on 127.0.0.1, in a process of its own. */
public final class LocalClickHouse extends LocalEngine {
    static final String ENGINE = "ClickHouse server";
    private static final String REMEDY = "choose another port for ClickHouse";

    private final LocalClickHouseConfig config;
    private final ClickHouseCredentials credentials;

    private LocalClickHouse(
            LocalClickHouseConfig config, EngineFiles files, ClickHouseCredentials credentials, boolean temporary) {
        super(
                ENGINE,
                files,
                temporary,
                List.of(config.httpPort(), config.nativePort()),
                () -> launch(config, files, credentials));
        this.config = config;
        this.credentials = credentials;
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

    private static LocalClickHouse start(LocalClickHouseConfig config, FetchListener listener, boolean temporary) {
        EngineFiles files = EngineFiles.createdIn(config.directory());
        DirectoryLock.refuseSecond(ENGINE, files);
        config.library().obtain(listener);
        int http = LoopbackPorts.resolve(config.httpPort(), ENGINE, REMEDY);
        int tcp = LoopbackPorts.resolve(config.nativePort(), ENGINE, REMEDY);
        return new LocalClickHouse(config.withPorts(http, tcp), files, ClickHouseCredentials.keptIn(files), temporary);
    }

    private static EngineProcess launch(
            LocalClickHouseConfig config, EngineFiles files, ClickHouseCredentials credentials) {
        ClickHouseSettings.write(files, config.maxMemoryMib(), credentials);
        Path library = config.library().obtain(FetchListener.silent());
        EngineCommand command = new EngineCommand(
                ClickHouseProcess.class.getName(),
                List.of("-Xmx32m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"), // the JVM only hosts the engine
                List.of(
                        files.directory().toString(),
                        library.toString(),
                        Integer.toString(config.httpPort()),
                        Integer.toString(config.nativePort())));
        EngineProcess process = EngineProcess.launch(ENGINE, files, command);
        new ClickHouseReadiness(url(config), credentials).await(process, config.nativePort(), config.startPatience());
        process.becomeReady();
        return process;
    }

    private static String url(LocalClickHouseConfig config) {
        return "http://127.0.0.1:" + config.httpPort();
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
}
