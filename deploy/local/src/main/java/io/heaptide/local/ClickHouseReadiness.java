package io.heaptide.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Decides that a server is up: it, and not another one on those ports, answers with its own user and password. */
final class ClickHouseReadiness {
    private static final Duration REQUEST_PATIENCE = Duration.ofSeconds(5);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(REQUEST_PATIENCE)
            .build();
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

    private boolean pings() throws InterruptedException {
        return answers(HttpRequest.newBuilder(url.resolve("ping")).GET(), "Ok.\n");
    }

    private boolean answersItsUser() throws InterruptedException {
        HttpRequest.Builder query = HttpRequest.newBuilder(url)
                .header("X-ClickHouse-User", ClickHouseCredentials.USER)
                .header("X-ClickHouse-Key", credentials.password())
                .POST(BodyPublishers.ofString("SELECT 1"));
        return answers(query, "1\n");
    }

    private boolean answers(HttpRequest.Builder request, String expected) throws InterruptedException {
        try {
            return client.send(request.timeout(REQUEST_PATIENCE).build(), BodyHandlers.ofString())
                    .body()
                    .equals(expected);
        } catch (IOException notYet) {
            return false;
        }
    }
}
