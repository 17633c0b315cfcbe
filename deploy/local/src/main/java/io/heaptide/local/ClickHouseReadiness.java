package io.heaptide.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Decides that a server is up: it, and not another one on those ports, answers with its own user and password. */
final class ClickHouseReadiness {
    private static final int REQUEST_MILLIS = 5_000;

    private final URI url;
    private final ClickHouseCredentials credentials;

    ClickHouseReadiness(String httpUrl, ClickHouseCredentials credentials) {
        this.url = URI.create(httpUrl + "/");
        this.credentials = credentials;
    }

    void await(EngineProcess process, int nativePort, Duration patience) {
        Readiness.await(process, patience, this::pings);
        Readiness.await(process, patience, this::answersItsUser);
        Readiness.await(process, patience, () -> LoopbackPorts.accepts(nativePort));
    }

    private boolean pings() {
        try {
            return body(connect("ping")).equals("Ok.\n");
        } catch (IOException notYet) {
            return false;
        }
    }

    private boolean answersItsUser() {
        try {
            HttpURLConnection connection = connect("");
            connection.setRequestProperty("X-ClickHouse-User", ClickHouseCredentials.USER);
            connection.setRequestProperty("X-ClickHouse-Key", credentials.password());
            connection.setDoOutput(true);
            try (OutputStream out = connection.getOutputStream()) {
                out.write("SELECT 1".getBytes(StandardCharsets.UTF_8));
            }
            return body(connection).equals("1\n");
        } catch (IOException notYet) {
            return false;
        }
    }

    private HttpURLConnection connect(String path) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) url.resolve(path).toURL().openConnection();
        connection.setConnectTimeout(REQUEST_MILLIS);
        connection.setReadTimeout(REQUEST_MILLIS);
        connection.setRequestProperty("Connection", "close"); // a kept one would hold up the server's stop
        return connection;
    }

    private static String body(HttpURLConnection connection) throws IOException {
        try (InputStream in = connection.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
