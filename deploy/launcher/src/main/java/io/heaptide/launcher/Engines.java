package io.heaptide.launcher;

import io.heaptide.launcher.RunningStack.RunningPart;
import io.heaptide.local.FetchListener;
import io.heaptide.local.LocalClickHouse;
import io.heaptide.local.LocalClickHouseConfig;
import io.heaptide.local.LocalEngineException;
import io.heaptide.local.LocalKafka;
import io.heaptide.local.LocalKafkaConfig;
import io.heaptide.schemas.settings.Secret;
import io.heaptide.schemas.settings.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** The broker and the database: the machine's own, started here, or those that the user points at. */
final class Engines implements AutoCloseable {

    private static final int KAFKA_HEAP_MIB = 512;

    private final StackOptions options;
    private final Terminal terminal;
    private volatile Optional<LocalKafka> localKafka = Optional.empty();
    private volatile Optional<LocalClickHouse> localClickHouse = Optional.empty();

    Engines(StackOptions options, Terminal terminal) {
        this.options = options;
        this.terminal = terminal;
    }

    /** Starts what the options do not point elsewhere, both at once. */
    void start() {
        CompletableFuture<Void> kafka = CompletableFuture.runAsync(this::startKafka);
        CompletableFuture<Void> clickHouse = CompletableFuture.runAsync(this::startClickHouse);
        try {
            CompletableFuture.allOf(kafka, clickHouse).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof LocalEngineException engine
                    ? new Failure(String.valueOf(engine.getMessage()), engine)
                    : e;
        }
    }

    private void startKafka() {
        if (options.externalKafka().isPresent()) {
            told("Kafka", options.externalKafka().get() + " (yours)", Duration.ZERO);
            return;
        }
        long begin = System.nanoTime();
        LocalKafka kafka = LocalKafka.start(LocalKafkaConfig.in(options.data().resolve("kafka"))
                .withPort(options.kafkaPort)
                .withHeapMib(KAFKA_HEAP_MIB));
        localKafka = Optional.of(kafka);
        told("Kafka", kafka.bootstrapServers(), since(begin));
    }

    private void startClickHouse() {
        if (options.externalClickHouse().isPresent()) {
            told("ClickHouse", options.externalClickHouse().get() + " (yours)", Duration.ZERO);
            return;
        }
        long begin = System.nanoTime();
        LocalClickHouseConfig config = LocalClickHouseConfig.in(options.data().resolve("clickhouse"))
                .withPorts(options.clickHouseHttpPort, options.clickHouseNativePort);
        LocalClickHouse clickHouse = LocalClickHouse.start(config, this::downloading);
        localClickHouse = Optional.of(clickHouse);
        told("ClickHouse", clickHouse.httpUrl() + ", native " + clickHouse.nativePort(), since(begin));
    }

    private void downloading(FetchListener.Step step, long bytes, OptionalLong total) {
        String what = step == FetchListener.Step.DOWNLOAD ? "the ClickHouse engine, once" : "unpacking the engine";
        terminal.passing(Story.progress(what, bytes, total.orElse(0)));
    }

    private void told(String name, String address, Duration took) {
        terminal.line(Story.started(terminal, name, address, took));
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    String kafka() {
        return options.externalKafka().orElseGet(() -> started(localKafka).bootstrapServers());
    }

    /** The sink's access: it creates tables and writes. */
    ClickHouseAccess clickHouse() {
        return options.externalClickHouse()
                .map(url -> ClickHouseAccess.of(url, new Settings(System.getenv())))
                .orElseGet(() -> own(started(localClickHouse)));
    }

    /** Access for questions: it reads only. */
    ClickHouseAccess questions() {
        return localClickHouse
                .map(server -> new ClickHouseAccess(
                        URI.create(server.httpUrl()), server.readOnlyUser(), new Secret(server.readOnlyPassword())))
                .orElseGet(this::clickHouse);
    }

    private static ClickHouseAccess own(LocalClickHouse clickHouse) {
        return new ClickHouseAccess(
                URI.create(clickHouse.httpUrl()), clickHouse.user(), new Secret(clickHouse.password()));
    }

    private static <T> T started(Optional<T> engine) {
        return engine.orElseThrow(() -> new IllegalStateException("the engine is not started"));
    }

    /** What the parts must know to find the engines. */
    Map<String, String> settings() {
        ClickHouseAccess access = clickHouse();
        Map<String, String> settings = new HashMap<>();
        settings.put("HEAPTIDE_KAFKA", kafka());
        settings.put("HEAPTIDE_CLICKHOUSE_URL", access.url().toString());
        settings.put("HEAPTIDE_CLICKHOUSE_USER", access.user());
        settings.put("HEAPTIDE_CLICKHOUSE_PASSWORD", access.password().value());
        return settings;
    }

    List<RunningPart> parts() {
        List<RunningPart> parts = new ArrayList<>();
        localKafka.ifPresent(kafka -> parts.add(new RunningPart(
                "kafka", kafka.bootstrapServers(), kafka.pid(), "", kafka.log().toString())));
        localClickHouse.ifPresent(server -> parts.add(new RunningPart(
                "clickhouse",
                server.httpUrl(),
                server.pid(),
                server.httpUrl() + "/ping",
                server.log().toString())));
        return parts;
    }

    void mustLive() {
        localKafka.ifPresent(kafka -> mustLive(kafka.isAlive(), "the Kafka broker", kafka::crash));
        localClickHouse.ifPresent(server -> mustLive(server.isAlive(), "the ClickHouse engine", server::crash));
    }

    private static void mustLive(boolean alive, String name, Supplier<CompletableFuture<String>> crash) {
        if (!alive) {
            throw new Failure(name + " has ended: " + crash.get().getNow("no report"));
        }
    }

    @Override
    public void close() {
        CompletableFuture<Void> kafka = CompletableFuture.runAsync(() -> localKafka.ifPresent(LocalKafka::close));
        localClickHouse.ifPresent(LocalClickHouse::close);
        kafka.join();
    }
}
