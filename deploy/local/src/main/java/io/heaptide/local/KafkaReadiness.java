package io.heaptide.local;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Decides that a broker is up: it, and not another one on that port, answers an admin request. */
final class KafkaReadiness {
    private static final int REQUEST_MILLIS = 5_000;

    private KafkaReadiness() {}

    static void await(EngineProcess process, int port, Path logDirectory, Duration patience) {
        // a bare connection first: an admin client would fill the log with its warnings while nothing listens
        Readiness.await(process, patience, () -> LoopbackPorts.accepts(port));
        Readiness.await(process, patience, () -> clusterId(port).equals(formattedClusterId(logDirectory)));
    }

    private static String clusterId(int port) throws InterruptedException {
        Map<String, Object> config = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:" + port,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
        try (Admin admin = Admin.create(config)) {
            return admin.describeCluster().clusterId().get(REQUEST_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException notYet) {
            return "";
        }
    }

    private static String formattedClusterId(Path logDirectory) {
        Path file = logDirectory.resolve("meta.properties");
        Properties meta = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            meta.load(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read " + file, unreadable);
        }
        return meta.getProperty("cluster.id", "");
    }
}
