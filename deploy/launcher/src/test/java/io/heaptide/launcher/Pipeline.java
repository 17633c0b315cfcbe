package io.heaptide.launcher;

import io.heaptide.local.LoopbackPorts;
import io.heaptide.queries.QueryFailed;
import io.heaptide.queries.QueryRunner;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Every real part in a process of its own, as {@code up} starts them, but on free ports and with the parts in the test's hand. */
final class Pipeline implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    final WebhookReceiver chat = WebhookReceiver.start();
    final int grpcPort = LoopbackPorts.pick();
    final int httpPort = LoopbackPorts.pick();
    private final int healthPort = LoopbackPorts.pick();
    private final Path home;
    final Engines engines;
    private final Components components;
    private final Map<String, String> settings = new HashMap<>();
    private final Component gateway;
    Component app;
    final QueryRunner questions;

    Pipeline() throws IOException {
        this(Map.of());
    }

    /**
     * Starts it.
     *
     * @param changed settings of the parts that are not as usual here
     */
    Pipeline(Map<String, String> changed) throws IOException {
        home = Files.createTempDirectory("heaptide-it-");
        StackOptions options = CommandLine.populateCommand(
                new StackOptions(),
                "--home=" + home,
                "--kafka-port=0",
                "--clickhouse-http-port=0",
                "--clickhouse-native-port=0");
        engines = new Engines(
                options, new Terminal(new PrintStream(System.out, true, StandardCharsets.UTF_8), false, false));
        engines.start();
        components = new Components(Components.distribution(), home.resolve("logs"));
        settings.putAll(engines.settings());
        settings.put("HEAPTIDE_HOME", home.toString());
        settings.put("HEAPTIDE_OTLP_GRPC_PORT", Integer.toString(grpcPort));
        settings.put("HEAPTIDE_OTLP_HTTP_PORT", Integer.toString(httpPort));
        settings.put("HEAPTIDE_HEALTH_PORT", Integer.toString(healthPort));
        settings.put("HEAPTIDE_PANE", "5s");
        settings.put("HEAPTIDE_COMMIT_INTERVAL", "500ms");
        settings.put("HEAPTIDE_WEBHOOK_URL", "it=" + chat.address());
        settings.putAll(changed);
        gateway = components.part("otlp-gateway", "io.heaptide.gateway.OtlpGateway", 192, settings);
        app = components.part("streams-app", "io.heaptide.app.StreamsApp", 512, settings);
        await(gateway, URI.create("http://127.0.0.1:" + httpPort + "/health"));
        awaitApp();
        questions = StackQuestions.open(engines.questions());
    }

    /** One more of our own parts, which stays the caller's. */
    Component part(String name, String mainClass, int heapMib, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(more);
        return components.part(name, mainClass, heapMib, all);
    }

    /** A program that knows nothing of all this, which stays the caller's. */
    Component program(String name, List<String> command, Map<String, String> environment) {
        return Component.start(name, command, environment, home.resolve("logs").resolve(name + ".log"));
    }

    void killApp() {
        app.kill();
    }

    void startApp() {
        app = components.part("streams-app", "io.heaptide.app.StreamsApp", 512, settings);
        awaitApp();
    }

    private void awaitApp() {
        await(app, URI.create("http://127.0.0.1:" + healthPort + "/health"));
    }

    private static void await(Component component, URI health) {
        Probe probe = new Probe();
        boolean well = Waiting.until(
                () -> {
                    component.mustLive();
                    return probe.isWell(health);
                },
                PATIENCE);
        if (!well) {
            throw new AssertionError(component.name() + ": " + probe.ask(health) + ", see " + component.log());
        }
    }

    /** The first cell of the answer, or null while there is none. */
    @Nullable Object cell(String sql) {
        try {
            List<List<@Nullable Object>> rows = questions.sql(sql).rows();
            return rows.isEmpty() ? null : rows.get(0).get(0);
        } catch (QueryFailed notYet) {
            return null;
        }
    }

    @Override
    public void close() {
        questions.close();
        Component.closeAll(List.of(gateway, app));
        engines.close();
        chat.close();
        Directories.empty(home);
    }
}
